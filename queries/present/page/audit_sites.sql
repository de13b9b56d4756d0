-- id: audit_sites
-- title: Sites
-- title_zh: 地块审核结果
-- about: The sites with the results of their checks. Where sites are many, checks that passed without being
-- about: borderline are left out, and only what failed or is borderline comes with words.
-- polygons: g
-- most: 3000
-- document: results
-- boolean: borderline
WITH result AS MATERIALIZED (
    SELECT r.site_key, k.place AS "check", r.part,
           json_array(k.place,
               CASE WHEN r.part <> '' THEN json_object('en', coalesce(g.title, z.name, t.en, r.part),
                                                   'zh', coalesce(g.title_zh, z.name, t.zh, r.part)) END,
               r.outcome, json(iif(r.borderline, 'true', 'false')), round(r.measured, 4), r.measured_text,
               round(r.required, 4), CASE WHEN r.required IS NOT NULL THEN r.comparison END, r.unit,
               CASE WHEN p.wordy OR r.outcome = 'fail' OR r.borderline THEN
                   json_object('en', r.reason_en, 'zh', r.reason_zh) END,
               CASE WHEN (p.wordy OR r.outcome = 'fail' OR r.borderline)
                         AND coalesce(r.remedy_en, r.remedy_zh) IS NOT NULL THEN
                   json_object('en', coalesce(r.remedy_en, r.remedy_zh), 'zh', coalesce(r.remedy_zh, r.remedy_en)) END,
               CASE WHEN p.wordy OR r.outcome = 'fail' OR r.borderline THEN r.clause END, r.flips_by, round(r.flips_at, 4)) AS one
    FROM page_site AS p JOIN check_result AS r ON r.site_key = p.site_key JOIN page_check AS k ON k.id = r.check_id
    LEFT JOIN category AS g ON g.id = r.part
    LEFT JOIN stations AS z ON z.id = r.part
    LEFT JOIN page_title AS t ON t.slice = r.part
    WHERE p.place < 3000 AND (p.wordy OR r.outcome <> 'pass' OR r.borderline)
), listed AS MATERIALIZED (
    SELECT site_key, json_group_array(json(one)) AS results
    FROM (SELECT * FROM result ORDER BY site_key, "check", part) GROUP BY site_key
)
SELECT c.id, c.name, CAST(round((c.x - f.west) / f.step_m) AS INTEGER) AS x,
       CAST(round((c.y - f.south) / f.step_m) AS INTEGER) AS y, c.site_area_m2 AS area_m2, c.far, c.dwellings,
       coalesce(o.outcome, 'not measured') AS outcome, coalesce(o.borderline, 0) AS borderline, o.passed,
       o.failed, o.warned, o.not_measured, s.score, s.place, s.place_low, s.place_high,
       coalesce(l.results, '[]') AS results, ST_AsBinary(c.geom) AS g
FROM page_site AS p JOIN candidates AS c ON c.key = p.site_key CROSS JOIN page_frame AS f
LEFT JOIN site_outcome AS o ON o.site_key = c.key
LEFT JOIN site_score AS s ON s.site_key = c.key
LEFT JOIN listed AS l ON l.site_key = c.key
ORDER BY p.place;
