-- id: renewal_scope
-- title: Scope of renewal
-- title_zh: 纳入改造范围的住房
-- unit: share
-- better: none
-- base: households, dwellings, floor_area_m2, estates
-- parameter: class = | only these classes, ids with commas between | text
-- parameter: cutoff_year = 2000 | estates built up to this year | 1800 .. 2200
-- parameter: danger = | only these grades of danger, as in C,D | text
-- parameter: inclusive = 1 | 1 where the year itself counts (年底前), 0 where not (年前) | 0 .. 1
-- parameter: need = any | or only those said to need renewal | any, needed
-- parameter: year_from = | built in this year or later | 1800 .. 2200
-- about: Homes that a plan's rule takes into renewal, as a share of all homes; numerator is how many
-- about: households, dwellings, m2 and estates they are. Plans differ in the last year: 年底前 counts
-- about: the year itself, 年前 does not. Where danger is given, grades decide and years do not.
-- about: Homes without a building year are in the whole only.
-- about_zh: 按规划的年份口径纳入改造的住房占全部住房的比重；分子为其户数、套数、面积、小区（行）数。
-- about_zh: “年底前”含当年，“年前”不含（inclusive）。给出 danger 时按危险等级而不按年份。
-- about_zh: 未填建成年份者仅计入分母。

WITH row AS (
    SELECT a.atom, h.households, h.dwellings, h.floor_area_m2,
           CASE WHEN (:danger IS NOT NULL
                      OR h.build_year < :cutoff_year + iif(:inclusive = 1, 1, 0))
                     AND (:year_from IS NULL OR h.build_year >= :year_from)
                     AND (:danger IS NULL
                          OR instr(',' || replace(:danger, ' ', '') || ',', ',' || upper(substr(h.danger, 1, 1)) || ',') > 0)
                     AND (:need = 'any' OR h.renewal_need = 1)
                     AND (:class IS NULL OR instr(',' || replace(:class, ' ', '') || ',', ',' || h.class || ',') > 0)
                THEN 1.0 ELSE 0.0 END AS old
    FROM homes AS h JOIN home_atom AS a ON a.home_key = h.key
), lacking AS (
    SELECT CASE WHEN :danger IS NOT NULL AND count(danger) = 0 THEN 'homes have no danger'
                WHEN :danger IS NULL AND count(build_year) = 0 THEN 'homes have no build_year'
                WHEN :need = 'needed' AND count(renewal_need) = 0 THEN 'homes have no renewal_need'
           END AS reason
    FROM homes
)
SELECT atom, 'households' AS base, sum(old * households) AS numerator, sum(households) AS denominator,
       NULL AS reason
FROM row GROUP BY atom
UNION ALL
SELECT atom, 'dwellings', sum(old * dwellings), sum(dwellings), NULL FROM row GROUP BY atom
UNION ALL
SELECT atom, 'floor_area_m2', sum(old * floor_area_m2), sum(floor_area_m2), NULL FROM row GROUP BY atom
UNION ALL
SELECT atom, 'estates', sum(old), count(*), NULL FROM row GROUP BY atom
UNION ALL
SELECT NULL, b.value, NULL, NULL, l.reason
FROM lacking AS l, json_each('["households", "dwellings", "floor_area_m2", "estates"]') AS b
WHERE l.reason IS NOT NULL;
