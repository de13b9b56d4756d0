-- id: absorption
-- rank: 32
-- title: Absorption period and land supply
-- title_zh: 去化周期与供地节奏
-- unit: month
-- norm: 自然资源部 2024-04-29 通知
-- clause: 去化周期超过 36 个月暂停新增商品住宅用地出让；18–36 个月盘活多少、供应多少
-- confidence: SEEN
-- parameter: kinds = district,city | the first of these kinds of areas that holds the site and has a figure | text
-- parameter: classes = commodity | classes of housing that the rule is about, a list; a site without a class counts | text
-- needs: market
-- reason: free | {name}: {measured} to absorb the stock; land may be supplied ({advice}). | {name}：去化周期 {measured}，可供地（{advice}）。
-- reason: match | {name}: {measured} to absorb the stock; new land only as far as idle land is taken back into use ({advice}). | {name}：去化周期 {measured}，盘活多少、供应多少（{advice}）。
-- reason: pause | {name}: {measured} to absorb the stock; new land for homes for sale pauses ({advice}). | {name}：去化周期 {measured}，暂停新增商品住宅用地出让（{advice}）。
-- reason: planned | {name}: {measured} to absorb the stock; advice of the plan: {advice}. | {name}：去化周期 {measured}；规划供地建议：{advice}。
-- reason: other | The rule is about homes for sale, not about this site ({class}). | 该规则针对商品住房；本地块为{class}。
-- reason: unknown | No absorption period is known for its district. | 所在区没有去化周期数据。
-- about: Months in which the district of the site sells its stock (as in measure absorption_months), and
-- about: what land supply that calls for: by the bands of the plan where it has them (measure
-- about: absorption_band), or else by the national rule of 2024 (free up to 18 months, matched to 36,
-- about: paused above). Only for homes for sale.
-- about_zh: 地块所在区的去化周期（同度量 absorption_months）及相应的供地节奏：规划有分档者按其分档（度量 absorption_band），
-- about_zh: 否则按 2024 年国家规则（18 个月及以下不限，18–36 个月盘活多少供应多少，36 个月以上暂停）。仅针对商品住房。

WITH asked AS (
    SELECT trim(value) AS kind, key AS place FROM json_each('["' || replace(replace(:kinds, '"', '\"'), ',', '","') || '"]')
), months AS MATERIALIZED (
    SELECT area_id, value FROM main_value WHERE measure = 'absorption_months' AND value IS NOT NULL
), planned AS MATERIALIZED (
    SELECT x.run_key, a.clause, x.slice FROM (
        SELECT t.run_key, t.target_key, g.slice, row_number() OVER (ORDER BY t.target_key) AS place
        FROM target_value AS t JOIN audit_rule AS g ON g.target_key = t.target_key WHERE g.measure = 'absorption_band'
    ) AS x JOIN audit_rule AS a ON a.target_key = x.target_key WHERE x.place = 1
), banded AS MATERIALIZED (
    SELECT v.area_id, v.slice, coalesce(
               (SELECT g.clause FROM audit_rule AS g WHERE g.measure = 'absorption_band' AND g.slice = v.slice
                ORDER BY g.target_key LIMIT 1), p.clause) AS clause
    FROM planned AS p JOIN value AS v ON v.run_key = p.run_key WHERE v.value = 1 AND v.slice <> 'unsettled'
), national AS MATERIALIZED (
    SELECT area_id, slice FROM main_value WHERE measure = 'national_rule_2024' AND value = 1 AND slice <> 'unsettled'
), held AS (
    SELECT h.site_key, h.area_id, m.value, row_number() OVER (PARTITION BY h.site_key ORDER BY a.place) AS place
    FROM site_home AS h JOIN asked AS a ON a.kind = h.kind JOIN months AS m ON m.area_id = h.area_id
), found AS (
    SELECT p.site_key, p.class, h.area_id, h.value, b.clause, coalesce(b.slice, n.slice) AS advice,
           b.slice IS NOT NULL AS is_planned,
           p.class IS NULL OR instr(',' || replace(:classes, ' ', '') || ',', ',' || p.class || ',') > 0 AS applies
    FROM site_people AS p LEFT JOIN held AS h ON h.site_key = p.site_key AND h.place = 1
    LEFT JOIN banded AS b ON b.area_id = h.area_id LEFT JOIN national AS n ON n.area_id = h.area_id
)
SELECT f.site_key, CASE WHEN NOT f.applies THEN 'pass' WHEN f.value IS NULL OR f.advice IS NULL THEN 'not measured'
                        WHEN f.advice IN ('pause') THEN 'fail'
                        WHEN f.advice IN ('match', 'slow_down') THEN 'warn' ELSE 'pass' END AS outcome,
       f.value AS measured, coalesce(a.title, c.value, f.area_id) AS measured_text,
       CASE WHEN f.applies AND f.advice = 'pause' THEN 36.0 WHEN f.applies AND f.advice = 'match' THEN 18.0 END AS required,
       CASE WHEN f.applies AND f.advice IN ('pause', 'match') THEN '<=' END AS comparison,
       f.clause, f.advice, coalesce(k.title, f.class) AS class_en, coalesce(k.title_zh, f.class) AS class_zh,
       CASE WHEN NOT f.applies THEN 'other' WHEN f.value IS NULL OR f.advice IS NULL THEN 'unknown'
            WHEN f.is_planned THEN 'planned' ELSE f.advice END AS reason
FROM found AS f LEFT JOIN audit_area AS a ON a.id = f.area_id
LEFT JOIN word AS k ON k.kind = 'class' AND k.id = f.class
LEFT JOIN setting AS c ON c.name = 'city.name' AND f.area_id = 'city'
ORDER BY f.site_key;
