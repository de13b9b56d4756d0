-- id: facility_reach
-- rank: 20
-- title: Facilities on foot
-- title_zh: 步行可达的设施
-- unit: m
-- parameter: severity = fail | what it means that one is too far | fail, warn
-- needs: facilities
-- needs: streets
-- reason: pass | {category}: {name}, {measured} on foot (limit {required}). | {category}：“{name}”，步行 {measured}（限值 {required}）。
-- reason: fail | {category}: the nearest, {name}, is {measured} away on foot; the limit is {required} (straight: {straight_name}, {straight_m}). | {category}：最近为“{name}”，步行 {measured}，限值 {required}（直线最近为“{straight_name}”{straight_m}）。
-- reason: none | {category}: none within the search on foot; the limit is {required} (straight: {straight_m}). | {category}：步行搜索范围内没有，限值 {required}（直线最近 {straight_m}）。
-- reason: not_measured | {category}: {lack}. | {category}：{lack}。
-- reason: link | A street link of {gap_m} at {link_at} would make it {link_walk_m}. | 在 {link_at} 处补一段 {gap_m} 的道路，即为 {link_walk_m}。
-- reason: detour | Straight {straight_name} is near enough: for want of a way across the walk is {shortfall} too long. | “{straight_name}”直线距离达标：因缺少通道，步行距离超出 {shortfall}。
-- reason: nearer | The walk is {shortfall} too long. | 步行距离超出 {shortfall}。
-- about: The nearest facility of every category from the site's own access to the streets, against the
-- about: category's limit. A distance that the plan states for the category stands before it; where the
-- about: plan asks it for a share of all homes only, one site cannot break it, and is warned of. Categories
-- about: outside the tiers and limits after a norm that nobody has confirmed only warn, too.
-- about_zh: 自地块临街处步行至各类最近设施的距离，与该类限值比较；规划就该类给出的距离优先；
-- about_zh: 规划仅要求一定比例住房可达者，单个地块不构成违反，作提示；不属于生活圈各级的类别、依据未经核对标准的限值亦仅作提示。

WITH rule AS (
    SELECT slice, json_extract(parameters, '$.limit_m') AS limit_m,
           json_extract(parameters, '$.limit_min') AS limit_min, clause, firm,
           row_number() OVER (PARTITION BY slice ORDER BY firm DESC, target_key) AS place
    FROM audit_rule
    WHERE measure = 'coverage' AND slice <> '' AND json_extract(parameters, '$.metric') = 'walk'
      AND coalesce(json_extract(parameters, '$.limit_m'), json_extract(parameters, '$.limit_min'))
          IS NOT NULL
), asked AS MATERIALIZED (
    SELECT c.id, c.title, c.title_zh, l.reason AS lack,
           CASE WHEN r.slice IS NULL THEN c.limit_m ELSE r.limit_m END AS limit_m,
           CASE WHEN r.slice IS NULL THEN c.limit_min ELSE r.limit_min END AS limit_min,
           coalesce(r.clause, c.norm) AS clause, CASE WHEN r.slice IS NULL THEN c.confidence END AS confidence,
           CASE WHEN r.firm = 0 OR r.firm IS NULL AND c.tier IS NULL THEN 'warn' ELSE :severity END AS severity
    FROM category AS c JOIN category_limit AS l ON l.category = c.id
    LEFT JOIN rule AS r ON r.slice = c.id AND r.place = 1
    WHERE c.id <> 'station'
), found AS (
    SELECT s.site_key, a.id, a.title, a.title_zh, a.lack, a.clause, a.confidence, a.severity,
           iif(a.limit_m IS NULL, 'min', 'm') AS unit, coalesce(a.limit_m, a.limit_min) AS required,
           iif(a.limit_m IS NULL, w.walk_min, w.walk_m) AS measured,
           iif(a.limit_m IS NULL, w.near_min, w.near_m) AS low, w.near_why AS low_by,
           iif(a.limit_m IS NULL, w.far_min, w.far_m) AS high, w.far_why AS high_by,
           coalesce(p.name, p.id) AS measured_text, w.straight_m, coalesce(t.name, t.id) AS straight_name,
           coalesce(a.limit_m, a.limit_min * :speed_m_per_min) AS straight_limit_m,
           l.gap_m, iif(a.limit_m IS NULL, l.walk_min, l.walk_m) AS mended, l.walk_m AS link_walk_m,
           printf('%.0f %.0f', l.x0, l.y0) AS link_at
    FROM site_shape AS s CROSS JOIN asked AS a
    LEFT JOIN site_walk AS w ON w.site_key = s.site_key AND w.category = a.id
    LEFT JOIN facilities AS p
      ON p.key = iif(a.limit_m IS NULL, w.walk_min_place_key, w.walk_place_key)
    LEFT JOIN facilities AS t ON t.key = w.straight_place_key
    LEFT JOIN site_link AS l ON l.site_key = s.site_key AND l.category = a.id
)
SELECT site_key, id AS part, CASE WHEN lack IS NOT NULL THEN 'not measured' END AS outcome,
       measured, measured_text, required, '<=' AS comparison, low, low_by, high, high_by, 1 AS walked,
       severity, unit, clause, confidence, title AS category_en, title_zh AS category_zh,
       lack, straight_m, straight_name, gap_m, link_at, link_walk_m,
       CASE WHEN lack IS NULL AND measured IS NULL THEN 'none' END AS reason,
       CASE WHEN lack IS NOT NULL OR measured <= required THEN NULL WHEN mended <= required THEN 'link'
            WHEN measured IS NOT NULL AND straight_m <= straight_limit_m THEN 'detour'
            WHEN measured IS NOT NULL THEN 'nearer' END AS remedy
FROM found
ORDER BY site_key, id;
