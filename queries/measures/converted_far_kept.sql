-- id: converted_far_kept
-- title: Converted sites that keep their floor area ratio
-- title_zh: 改建项目容积率不变的比例
-- unit: share
-- better: higher
-- base: sites, land
-- parameter: slack = 0.01 | difference of the ratios that still counts as the same | 0 .. 10
-- about: Sites of mode converted whose floor area ratio equals the one before (far_before), as a
-- about: share of the converted sites that state both; by number and by land.
-- about_zh: 方式为改建（converted）的地块中容积率与改建前相同者的比重，仅计两项均已填者；按个数与用地分别给出。

WITH converted AS (
    SELECT a.atom, s.site_area_m2,
           CASE WHEN abs(s.far - s.far_before) <= :slack + 1e-9 THEN 1.0 ELSE 0.0 END AS kept
    FROM sites AS s JOIN site_atom AS a ON a.site_key = s.key
    WHERE s.mode = 'converted' AND s.far IS NOT NULL AND s.far_before IS NOT NULL
)
SELECT atom, 'sites' AS base, sum(kept) AS numerator, count(*) AS denominator, NULL AS reason
FROM converted GROUP BY atom
UNION ALL
SELECT atom, 'land', sum(kept * site_area_m2), sum(site_area_m2), NULL FROM converted GROUP BY atom
UNION ALL
SELECT NULL, b.value, NULL, NULL, 'no converted site says far and far_before'
FROM json_each('["sites", "land"]') AS b WHERE NOT EXISTS (SELECT 1 FROM converted);
