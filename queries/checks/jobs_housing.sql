-- id: jobs_housing
-- rank: 31
-- title: Jobs and housing of its group
-- title_zh: 所在组团职住比
-- unit: ratio
-- norm: Cervero 1996
-- clause: 0.75–1.50
-- confidence: SEEN
-- settled_by: band_low, band_high
-- parameter: kinds = planning_group,group,district,city | the first of these kinds of areas that holds the site | text
-- parameter: band_low = 0.75 | balanced from | 0 .. 100
-- parameter: band_high = 1.5 | balanced up to | 0 .. 100
-- needs: homes
-- needs: jobs
-- reason: balanced | {name}: {measured} jobs per household with the site ({before_ratio} before), within {low_ratio} to {high_ratio}. | “{name}”：建成后岗位与户数之比为 {measured}（现状 {before_ratio}），处于 {low_ratio}–{high_ratio} 之间。
-- reason: towards | {name}: {measured} jobs per household with the site ({before_ratio} before): outside {low_ratio} to {high_ratio}, but nearer to it. | “{name}”：建成后岗位与户数之比为 {measured}（现状 {before_ratio}），不在 {low_ratio}–{high_ratio} 之间，但趋近均衡。
-- reason: away | {name}: {measured} jobs per household with the site ({before_ratio} before): farther from {low_ratio} to {high_ratio}. | “{name}”：建成后岗位与户数之比为 {measured}（现状 {before_ratio}），偏离 {low_ratio}–{high_ratio} 更远。
-- reason: no_dwellings | The site does not say its dwellings. | 地块未填套数。
-- reason: no_households | Homes do not say their households and dwellings. | 住房未填户数与套数。
-- about: Jobs per household of the planning group (or district) of the site, before and after it is
-- about: built; its households are its dwellings times the households of a dwelling in the city. Passes
-- about: when the ratio is balanced or comes nearer to balance. Jobs that a plan adds are not known.
-- about_zh: 地块所在组团（或区）建成前后的岗位与户数之比；地块户数按全市套均户数推算。处于均衡区间或趋近均衡为符合。
-- about_zh: 规划新增岗位未知，不计。

WITH asked AS (
    SELECT trim(value) AS kind, key AS place FROM json_each('["' || replace(replace(:kinds, '"', '\"'), ',', '","') || '"]')
), rule AS (
    SELECT area, value AS low, value_to AS high, clause,
           row_number() OVER (PARTITION BY area ORDER BY target_key) AS place
    FROM audit_rule WHERE measure = 'jobs_per_household' AND comparison = 'between'
), held AS (
    SELECT h.site_key, h.kind, h.area_id, row_number() OVER (PARTITION BY h.site_key ORDER BY a.place) AS place
    FROM site_home AS h JOIN asked AS a ON a.kind = h.kind
), figure AS (
    SELECT p.site_key, coalesce(n.title, h.area_id) AS title, v.numerator AS jobs, v.denominator AS households,
           p.dwellings, p.households AS added, coalesce(r.low, c.low, :band_low) AS low,
           coalesce(r.high, c.high, :band_high) AS high, coalesce(r.clause, c.clause) AS clause
    FROM site_people AS p LEFT JOIN held AS h ON h.site_key = p.site_key AND h.place = 1
    LEFT JOIN audit_area AS n ON n.id = h.area_id
    LEFT JOIN main_value AS m ON m.measure = 'jobs_per_household' AND m.area_id = h.area_id
    LEFT JOIN value AS v ON v.key = m.key
    LEFT JOIN rule AS r ON (r.area = h.area_id OR r.area = n.title) AND r.place = 1
    LEFT JOIN rule AS c ON c.area IN ('', 'city') AND c.place = 1
), ratio AS (
    SELECT *, jobs / nullif(households, 0) AS before, jobs / nullif(households + added, 0) AS after FROM figure
), gap AS (
    SELECT *, max(0.0, low - before, before - high) AS gap_before, max(0.0, low - after, after - high) AS gap_after
    FROM ratio
)
SELECT site_key, CASE WHEN after IS NULL THEN 'not measured' WHEN gap_after <= 1e-9 THEN 'pass'
                      WHEN gap_after <= coalesce(gap_before, 1e9) + 1e-9 THEN 'pass' ELSE 'warn' END AS outcome,
       after AS measured, title AS measured_text, CASE WHEN after < low THEN low ELSE high END AS required,
       CASE WHEN after < low THEN '>=' ELSE '<=' END AS comparison, nullif(gap_after, 0.0) AS shortfall,
       before AS before_ratio, low AS low_ratio, high AS high_ratio, clause,
       CASE WHEN after IS NULL AND dwellings IS NULL THEN 'no_dwellings' WHEN after IS NULL THEN 'no_households'
            WHEN gap_after <= 1e-9 THEN 'balanced' WHEN gap_after <= coalesce(gap_before, 1e9) + 1e-9 THEN 'towards'
            ELSE 'away' END AS reason
FROM gap
ORDER BY site_key;
