-- id: renovated_share
-- title: Renewal done
-- title_zh: 老旧小区改造完成率
-- unit: share
-- better: higher
-- base: households, dwellings, floor_area_m2, estates
-- parameter: by = homes | what was done: homes.renewed_year, or the programmes of renewal | homes, programmes
-- parameter: class = | only these classes of homes, ids with commas between | text
-- parameter: cutoff_year = 2000 | estates built up to this year | 1800 .. 2200
-- parameter: danger = | only these grades of danger, as in C,D | text
-- parameter: inclusive = 1 | 1 where the year itself counts (年底前), 0 where not (年前) | 0 .. 1
-- parameter: need = any | or only those said to need renewal | any, needed
-- parameter: year_from = | built in this year or later | 1800 .. 2200
-- parameter: programme_class = old_estate | programmes that count, where by = programmes | text
-- parameter: renewed_from = | renewed in this year or later | 1800 .. 2200
-- parameter: renewed_to = | renewed in this year or earlier | 1800 .. 2200
-- parameter: status = | programmes in these states only | text
-- needs: programmes if by = programmes
-- optional: programmes
-- about: Of the homes that a plan's rule takes into renewal, the share that has been renewed: homes
-- about: that say renewed_year, or what the programmes of renewal add up to (their households, units
-- about: and floor area; programmes cannot tell which estate, so the share may pass 1).
-- about_zh: 纳入改造范围的住房中已完成改造的比重：按住房的改造年份，或按改造项目的户数、套数、面积合计
-- about_zh: （项目不能对应到具体小区，故可能超过 1）。

WITH row AS (
    SELECT a.atom, h.households, h.dwellings, h.floor_area_m2,
           CASE WHEN h.renewed_year IS NOT NULL
                     AND (:renewed_from IS NULL OR h.renewed_year >= :renewed_from)
                     AND (:renewed_to IS NULL OR h.renewed_year <= :renewed_to)
                THEN 1.0 ELSE 0.0 END AS done,
           CASE WHEN (:danger IS NOT NULL
                      OR h.build_year < :cutoff_year + iif(:inclusive = 1, 1, 0))
                     AND (:year_from IS NULL OR h.build_year >= :year_from)
                     AND (:danger IS NULL
                          OR instr(',' || replace(:danger, ' ', '') || ',', ',' || upper(substr(h.danger, 1, 1)) || ',') > 0)
                     AND (:need = 'any' OR h.renewal_need = 1)
                     AND (:class IS NULL OR instr(',' || replace(:class, ' ', '') || ',', ',' || h.class || ',') > 0)
                THEN 1.0 ELSE 0.0 END AS old
    FROM homes AS h JOIN home_atom AS a ON a.home_key = h.key
), project AS (
    SELECT a.atom, p.households, p.units, p.floor_area_m2
    FROM programmes AS p JOIN programme_atom AS a ON a.programme_key = p.key
    WHERE :by = 'programmes' AND instr(',' || replace(:programme_class, ' ', '') || ',', ',' || p.class || ',') > 0
          AND (:renewed_from IS NULL OR p.year >= :renewed_from)
          AND (:renewed_to IS NULL OR p.year <= :renewed_to)
          AND (:status IS NULL OR instr(',' || replace(:status, ' ', '') || ',', ',' || p.status || ',') > 0)
), lacking AS (
    SELECT CASE WHEN :danger IS NOT NULL AND count(danger) = 0 THEN 'homes have no danger'
                WHEN :danger IS NULL AND count(build_year) = 0 THEN 'homes have no build_year'
                WHEN :need = 'needed' AND count(renewal_need) = 0 THEN 'homes have no renewal_need'
                WHEN :by = 'homes' AND count(renewed_year) = 0 THEN 'homes have no renewed_year'
                WHEN :by = 'programmes' AND NOT EXISTS (SELECT 1 FROM project)
                    THEN 'no programme of class ' || :programme_class || ' was supplied'
           END AS reason
    FROM homes
)
SELECT atom, 'households' AS base, iif(:by = 'homes', sum(old * done * households), 0.0) AS numerator,
       sum(old * households) AS denominator, NULL AS reason
FROM row GROUP BY atom
UNION ALL
SELECT atom, 'dwellings', iif(:by = 'homes', sum(old * done * dwellings), 0.0), sum(old * dwellings), NULL
FROM row GROUP BY atom
UNION ALL
SELECT atom, 'floor_area_m2', iif(:by = 'homes', sum(old * done * floor_area_m2), 0.0),
       sum(old * floor_area_m2), NULL
FROM row GROUP BY atom
UNION ALL
SELECT atom, 'estates', iif(:by = 'homes', sum(old * done), 0.0), sum(old), NULL FROM row GROUP BY atom
UNION ALL
SELECT atom, 'households', sum(households), NULL, NULL FROM project GROUP BY atom
UNION ALL
SELECT atom, 'dwellings', sum(units), NULL, NULL FROM project GROUP BY atom
UNION ALL
SELECT atom, 'floor_area_m2', sum(floor_area_m2), NULL, NULL FROM project GROUP BY atom
UNION ALL
SELECT NULL, 'estates', NULL, NULL, 'programmes do not say how many estates they renew'
WHERE :by = 'programmes'
UNION ALL
SELECT NULL, b.value, NULL, NULL, l.reason
FROM lacking AS l, json_each('["households", "dwellings", "floor_area_m2", "estates"]') AS b
WHERE l.reason IS NOT NULL;
