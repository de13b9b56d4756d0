-- id: life_circle
-- rank: 21
-- title: Life circle
-- title_zh: 生活圈
-- unit: count
-- norm: GB 50180-2018
-- clause: 2.0.2–2.0.4, 附录B
-- confidence: GK-M
-- parameter: severity = fail | what it means that categories are missing | fail, warn
-- needs: facilities
-- needs: streets
-- reason: pass | {circle}: {measured} of {asked} categories within reach. | {circle}：{asked} 类中 {measured} 类可达。
-- reason: fail | {circle}: {measured} of {asked} categories within reach, {required} are required; missing: {missing}. | {circle}：{asked} 类中 {measured} 类可达，要求 {required} 类；缺：{missing}。
-- reason: not_measured | {circle}: {lack}. | {circle}：{lack}。
-- reason: reach | Bring one of these within reach: {missing}. | 使其中之一可达：{missing}。
-- about: How many categories of each tier (parts 15, 10, 5), and of the complete 15-minute circle with
-- about: the lower tiers (part complete), are within their limits on foot, and which are missing. All are
-- about: required, or as many as the plan asks for; where it asks that for a share of all homes only, a site is
-- about: warned of.
-- about_zh: 各级生活圈（分项 15、10、5）及含下级的完整十五分钟生活圈（分项 complete）中步行可达的类别数与所缺类别；
-- about_zh: 要求全部可达，规划另有规定者从其规定；规划仅要求一定比例者作提示。

WITH judged AS MATERIALIZED (
    SELECT c.id, c.title, c.title_zh, l.tier, l.limit_m, l.limit_min, l.reason
    FROM category_limit AS l JOIN category AS c ON c.id = l.category WHERE l.tier IS NOT NULL
), circle AS MATERIALIZED (
    SELECT CAST(tier AS TEXT) AS part, tier AS low_tier, tier AS high_tier FROM judged GROUP BY tier
    UNION ALL
    SELECT 'complete', 0, 15 WHERE EXISTS (SELECT 1 FROM judged)
), rule AS (
    SELECT iif(measure = 'coverage_tier', slice, 'complete') AS part,
           json_extract(parameters, '$.required') AS required, clause, firm,
           row_number() OVER (PARTITION BY measure, slice ORDER BY firm DESC, target_key) AS place
    FROM audit_rule
    WHERE (measure = 'coverage_tier' OR measure = 'complete_circle' AND slice = '15')
      AND json_extract(parameters, '$.metric') = 'walk'
), asked AS MATERIALIZED (
    SELECT k.part, k.low_tier, k.high_tier, count(*) AS asked, max(j.reason) AS lack,
           coalesce(max(r.required), count(*)) AS required, max(r.clause) AS clause, max(r.firm) AS firm
    FROM circle AS k JOIN judged AS j ON j.tier BETWEEN k.low_tier AND k.high_tier
    LEFT JOIN rule AS r ON r.part = k.part AND r.place = 1
    GROUP BY k.part, k.low_tier, k.high_tier
), reached AS MATERIALIZED (
    SELECT s.site_key, j.id, j.title, j.title_zh, j.tier,
           coalesce(CASE WHEN j.limit_m IS NULL THEN w.walk_min <= j.limit_min
                         ELSE w.walk_m <= j.limit_m END, 0) AS is_met,
           coalesce(CASE WHEN j.limit_m IS NULL THEN w.walk_min <= j.limit_min * (1 + :tolerance)
                         ELSE w.walk_m <= j.limit_m * (1 + :tolerance) END, 0) AS met_fast,
           coalesce(CASE WHEN j.limit_m IS NULL THEN w.walk_min <= j.limit_min * (1 - :tolerance)
                         ELSE w.walk_m <= j.limit_m * (1 - :tolerance) END, 0) AS met_slow,
           coalesce(CASE WHEN w.near_why IS NULL THEN NULL
                         WHEN j.limit_m IS NULL THEN coalesce(w.near_min, 1e9) <= j.limit_min
                         ELSE coalesce(w.near_m, 1e9) <= j.limit_m END,
                    CASE WHEN j.limit_m IS NULL THEN w.walk_min <= j.limit_min
                         ELSE w.walk_m <= j.limit_m END, 0) AS met_near,
           coalesce(CASE WHEN w.far_why IS NULL THEN NULL
                         WHEN j.limit_m IS NULL THEN coalesce(w.far_min, 1e9) <= j.limit_min
                         ELSE coalesce(w.far_m, 1e9) <= j.limit_m END,
                    CASE WHEN j.limit_m IS NULL THEN w.walk_min <= j.limit_min
                         ELSE w.walk_m <= j.limit_m END, 0) AS met_far
    FROM site_shape AS s CROSS JOIN judged AS j
    LEFT JOIN site_walk AS w ON w.site_key = s.site_key AND w.category = j.id
    ORDER BY s.site_key, j.tier DESC, j.id
), counted AS (
    SELECT r.site_key, a.part, a.asked, a.required, a.lack, a.clause, a.firm,
           total(r.is_met) AS met, total(r.met_fast) AS fast, total(r.met_slow) AS slow,
           total(r.met_near) AS near, total(r.met_far) AS far,
           group_concat(iif(r.is_met, NULL, r.title), ', ') AS missing_en,
           group_concat(iif(r.is_met, NULL, r.title_zh), '、') AS missing_zh
    FROM reached AS r JOIN asked AS a ON r.tier BETWEEN a.low_tier AND a.high_tier
    GROUP BY r.site_key, a.part
)
SELECT site_key, part, CASE WHEN lack IS NOT NULL THEN 'not measured' END AS outcome,
       met AS measured, missing_en AS measured_text, required, '>=' AS comparison,
       CASE WHEN slow < met OR far < met THEN min(slow, far) END AS low,
       CASE WHEN slow < met AND slow <= far THEN 'speed' WHEN far < met THEN 'position' END AS low_by,
       CASE WHEN fast > met OR near > met THEN max(fast, near) END AS high,
       CASE WHEN fast > met AND fast >= near THEN 'speed' WHEN near > met THEN 'position' END AS high_by,
       CASE WHEN firm = 0 THEN 'warn' ELSE :severity END AS severity, clause, CASE WHEN clause IS NULL THEN 'GK-M' END AS confidence,
       asked, lack, missing_en, missing_zh, part AS circle,
       CASE WHEN lack IS NULL AND met < required THEN 'reach' END AS remedy
FROM counted
ORDER BY site_key, part;
