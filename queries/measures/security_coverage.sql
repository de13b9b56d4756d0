-- id: security_coverage
-- title: Residents in security housing
-- title_zh: 保障性住房覆盖率
-- unit: share
-- better: higher
-- base: residents, households, dwellings
-- parameter: class = public_rental,affordable_rental,shared_ownership,placement,resettlement | classes that count as security housing | text
-- about: Residents (households, dwellings) of the classes named as a share of all. What counts as
-- about: security housing differs between plans: name the classes. Homes without a class count in
-- about: the whole only.
-- about_zh: 居住在所列类别住房中的居民（户、套）占全部的比重。各规划对保障性住房的口径不同，请列明类别。
-- about_zh: 未注明类别的住房仅计入分母。

WITH row AS (
    SELECT a.atom, h.residents, h.households, h.dwellings,
           CASE WHEN instr(',' || replace(:class, ' ', '') || ',', ',' || h.class || ',') > 0
                THEN 1.0 ELSE 0.0 END AS secured
    FROM homes AS h JOIN home_atom AS a ON a.home_key = h.key
)
SELECT atom, 'residents' AS base, sum(secured * residents) AS numerator, sum(residents) AS denominator,
       NULL AS reason
FROM row GROUP BY atom
UNION ALL
SELECT atom, 'households', sum(secured * households), sum(households), NULL FROM row GROUP BY atom
UNION ALL
SELECT atom, 'dwellings', sum(secured * dwellings), sum(dwellings), NULL FROM row GROUP BY atom
UNION ALL
SELECT NULL, b.value, NULL, NULL, 'homes have no class'
FROM json_each('["residents", "households", "dwellings"]') AS b
WHERE NOT EXISTS (SELECT 1 FROM homes WHERE class IS NOT NULL);
