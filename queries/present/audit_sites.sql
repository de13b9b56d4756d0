-- id: audit_sites
-- title: Sites
-- title_zh: 地块审核结果
-- about: One row per site of the audit, in the order of the ids: the outcome, the score and the place it
-- about: takes among all, how many checks passed, failed and warned, and the figures asked for first.
-- about: fails_on names the checks that failed. Links go to audit_checks by site.
-- text: site, name, site_outcome, borderline, score, place, failed, warned, not_measured, station_name, station_walk_m, missing_categories, fails_on
-- csv: site, name, class, class_title, site_outcome, borderline, score, place, place_low, place_high, passed, failed, warned, not_measured, site_area_m2, far, dwellings, station_name, station_walk_m, station_walk_min, station_straight_m, categories_met, categories_asked, missing_categories, accesses, fails_on, warns_on, x, y
-- json: site, name, class, outcome, borderline, score, score_parts, place, place_low, place_high, passed, failed, warned, not_measured, site_area_m2, far, dwellings, station, station_walk_m, station_walk_min, station_straight_m, accesses, x, y
-- words: site_outcome
-- boolean: borderline
-- document: score_parts

WITH listed AS MATERIALIZED (
    SELECT r.site_key, r.outcome,
           group_concat(CASE :language WHEN 'zh' THEN d.title_zh ELSE d.title END
                        || CASE WHEN g.id IS NOT NULL THEN
                                CASE :language WHEN 'zh' THEN '：' ELSE ': ' END || CASE :language WHEN 'zh' THEN g.title_zh ELSE g.title END
                                WHEN r.check_id = 'constraint_overlap' THEN
                                CASE :language WHEN 'zh' THEN '：' ELSE ': ' END || r.part
                                ELSE '' END, CASE :language WHEN 'zh' THEN '；' ELSE '; ' END) AS titles
    FROM (SELECT r.site_key, r.outcome, r.check_id, r.part, e.rank
          FROM check_result AS r JOIN check_definition AS e ON e.id = r.check_id
          WHERE r.outcome IN ('fail', 'warn')
          ORDER BY r.site_key, e.rank, r.check_id, r.part) AS r
    JOIN check_definition AS d ON d.id = r.check_id
    LEFT JOIN category AS g ON g.id = r.part
    GROUP BY r.site_key, r.outcome
), circle AS MATERIALIZED (
    SELECT c.key AS site_key, count(*) AS asked,
           sum(coalesce(w.walk_m <= g.limit_m, w.walk_min <= g.limit_min, 0)) AS met,
           group_concat(CASE WHEN coalesce(w.walk_m <= g.limit_m, w.walk_min <= g.limit_min, 0) THEN NULL
                        ELSE CASE :language WHEN 'zh' THEN g.title_zh ELSE g.title END END,
                        CASE :language WHEN 'zh' THEN '、' ELSE ', ' END)
               AS missing
    FROM candidates AS c CROSS JOIN (SELECT * FROM category WHERE tier IS NOT NULL ORDER BY id) AS g
    LEFT JOIN site_walk AS w ON w.site_key = c.key AND w.category = g.id
    GROUP BY c.key
), door AS MATERIALIZED (
    SELECT site_key, count(*) AS accesses FROM site_access GROUP BY site_key
)
SELECT c.id AS site, c.name, c.class,
       coalesce((SELECT CASE :language WHEN 'zh' THEN k.title_zh ELSE k.title END FROM word AS k
                 WHERE k.kind = 'class' AND k.id = c.class), c.class) AS class_title,
       o.outcome AS site_outcome, o.outcome, o.borderline, s.score,
       s.parts AS score_parts, s.place, s.place_low, s.place_high, o.passed, o.failed, o.warned,
       o.not_measured, c.site_area_m2, c.far, c.dwellings, t.id AS station,
       coalesce(t.name, t.id) AS station_name, w.walk_m AS station_walk_m,
       w.walk_min AS station_walk_min, w.straight_m AS station_straight_m,
       z.met AS categories_met, z.asked AS categories_asked, z.missing AS missing_categories,
       coalesce(d.accesses, 0) AS accesses, f.titles AS fails_on, a.titles AS warns_on, c.x, c.y
FROM candidates AS c
LEFT JOIN site_outcome AS o ON o.site_key = c.key
LEFT JOIN site_score AS s ON s.site_key = c.key
LEFT JOIN site_walk AS w ON w.site_key = c.key AND w.category = 'station'
LEFT JOIN stations AS t ON t.key = w.walk_place_key
LEFT JOIN circle AS z ON z.site_key = c.key
LEFT JOIN door AS d ON d.site_key = c.key
LEFT JOIN listed AS f ON f.site_key = c.key AND f.outcome = 'fail'
LEFT JOIN listed AS a ON a.site_key = c.key AND a.outcome = 'warn'
ORDER BY c.id;
