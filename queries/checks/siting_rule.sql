-- id: siting_rule
-- rank: 36
-- title: Siting rules of the plan
-- title_zh: 规划选址要求
-- unit: m
-- needs: targets
-- reason: near_pass | {rule}: {name} is {measured} away (within {required}). | {rule}：距“{name}”{measured}（不超过 {required}）。
-- reason: near_fail | {rule}: the nearest, {name}, is {measured} away; {required} counts as near. | {rule}：最近为“{name}”，相距 {measured}；{required} 以内计为邻近。
-- reason: near_none | {rule}: nothing of the kind is known nearby; {required} counts as near. | {rule}：周边没有所指对象；{required} 以内计为邻近。
-- reason: set_pass | {rule}: {measured} of the {asked} facilities asked for are within reach. | {rule}：所要求的 {asked} 类设施中 {measured} 类可达。
-- reason: set_fail | {rule}: {measured} of the {asked} facilities asked for are within reach, {required} are required; missing: {name}. | {rule}：所要求的 {asked} 类设施中 {measured} 类可达，要求 {required} 类；缺：{name}。
-- reason: height_pass | {rule}: at {measured} above sea level, between {low_m} and {high_m}. | {rule}：高程 {measured}，处于 {low_m} 至 {high_m} 之间。
-- reason: height_fail | {rule}: at {measured} above sea level, not between {low_m} and {high_m}. | {rule}：高程 {measured}，不在 {low_m} 至 {high_m} 之间。
-- reason: inside_pass | {rule}: {measured} of the land lies in {name}. | {rule}：{measured} 的用地位于“{name}”。
-- reason: inside_fail | {rule}: {measured} of the land lies inside; {required} counts as inside. | {rule}：位于其内的用地占 {measured}；{required} 以上计为在内。
-- reason: not_measured | {rule}: the site does not say what this needs. | {rule}：地块缺少所需数据。
-- reason: nearer | {shortfall} nearer would do. | 再近 {shortfall} 即可。
-- about: What the plan asks of where housing of the site's class (and mode) lies: near anchors or along rail
-- about: lines, inside areas, with facilities in reach, in a band of height. A part for every row of targets
-- about: that speaks of the class, or of all housing with a limit. A site against a rule fails where all of
-- about: that housing must comply, and is warned of where the plan asks for a share or gives a direction.
-- about_zh: 规划对该类别（及方式）住房选址的要求：邻近锚点或轨道线路、位于某类区域、设施可达、处于海拔区间。
-- about_zh: 针对该类别或设有限值的每一条目标为一分项。要求全部符合者，违反为不符合；要求比例或方向者，作提示。

WITH rule AS MATERIALIZED (
    SELECT target_key, id, measure, title_en, title_zh, clause, comparison, firm, parameters,
           replace(replace(coalesce(json_extract(parameters, '$.class'), json_extract(parameters, '$.classes'), ''),
                           '、', ','), ' ', '') AS class,
           replace(replace(coalesce(json_extract(parameters, '$.mode'), json_extract(parameters, '$.modes'), ''),
                           '、', ','), ' ', '') AS mode,
           json_extract(parameters, '$.year_from') AS year_from, json_extract(parameters, '$.year_to') AS year_to,
           coalesce(json_extract(parameters, '$.metric'), 'straight') AS metric,
           coalesce(json_extract(parameters, '$.distance_m'), 800) AS distance_m,
           json_extract(parameters, '$.anchors') AS anchors, area
    FROM audit_rule
    WHERE coalesce(json_extract(parameters, '$.layer'), 'sites') IN ('sites', 'programmes')
      AND (measure = 'supply_near_anchors' AND slice IN ('', 'near')
           OR measure = 'corridor_share' AND slice IN ('', 'corridor')
           OR measure = 'supply_inside_areas' AND slice IN ('', 'inside')
           OR measure = 'elevation_band_share' AND slice IN ('', 'in_band')
           OR measure = 'supply_with_services' AND slice IN ('', 'served')
           OR measure = 'site_set_coverage')
), applies AS MATERIALIZED (
    SELECT c.key AS site_key, r.target_key
    FROM rule AS r CROSS JOIN candidates AS c
    WHERE c.key BETWEEN :first_key AND :last_key
      AND (r.class <> '' AND instr(',' || r.class || ',', ',' || c.class || ',') > 0
           OR r.class = '' AND r.comparison <> 'report' AND r.measure <> 'supply_inside_areas')
      AND (r.mode = '' OR c.mode IS NULL OR instr(',' || r.mode || ',', ',' || c.mode || ',') > 0)
      AND (c.year IS NULL OR (r.year_from IS NULL OR c.year >= r.year_from) AND (r.year_to IS NULL OR c.year <= r.year_to))
      AND (r.area IN ('', 'city') OR EXISTS (
           SELECT 1 FROM site_home AS h JOIN audit_area AS a ON a.id = h.area_id
           WHERE h.site_key = c.key AND r.area IN (a.id, a.title)))
), word AS MATERIALIZED (
    SELECT r.target_key, r.metric, r.distance_m, trim(w.value) AS word
    FROM rule AS r, json_each('["' || replace(replace(replace(replace(replace(r.anchors,
        '\', '\\'), '"', '\"'), '，', ','), '、', ','), ',', '","') || '"]') AS w
    WHERE r.measure = 'supply_near_anchors' AND trim(w.value) <> ''
), gap AS MATERIALIZED (
    -- How far apart the boxes are: what lies farther than the distance need not be measured.
    SELECT a.site_key, w.target_key, w.distance_m, g.layer, g.row_key, g.title,
           sqrt(pow(max(0.0, s.x0 - g.x1, g.x0 - s.x1), 2) + pow(max(0.0, s.y0 - g.y1, g.y0 - s.y1), 2)) * :ground_scale AS box_m
    FROM applies AS a CROSS JOIN word AS w ON w.target_key = a.target_key AND w.metric = 'straight'
    CROSS JOIN site_shape AS s ON s.site_key = a.site_key
    CROSS JOIN audit_anchor AS g ON g.word = w.word
), chosen AS MATERIALIZED (
    SELECT *, row_number() OVER (PARTITION BY site_key, target_key ORDER BY box_m, title, row_key) AS place FROM gap
), straight AS MATERIALIZED (
    SELECT h.site_key, h.target_key, h.title, ST_Distance(c.geom, p.geom) * :ground_scale AS m,
           row_number() OVER (PARTITION BY h.site_key, h.target_key ORDER BY ST_Distance(c.geom, p.geom), h.title) AS place
    FROM chosen AS h CROSS JOIN candidates AS c ON c.key = h.site_key
    CROSS JOIN anchor_place AS p ON p.layer = h.layer AND p.row_key = h.row_key
    WHERE h.place = 1 OR h.box_m <= h.distance_m + :position_m
), walked AS MATERIALIZED (
    SELECT a.site_key, w.target_key, coalesce(n.name, n.id, t.name, t.id) AS title, k.walk_m AS m, k.near_m, k.near_why,
           k.far_m, k.far_why,
           row_number() OVER (PARTITION BY a.site_key, w.target_key ORDER BY k.walk_m, w.word) AS place
    FROM applies AS a JOIN word AS w ON w.target_key = a.target_key AND w.metric = 'walk'
    JOIN (SELECT DISTINCT word, layer, CASE layer WHEN 'anchors' THEN (SELECT 'anchor:' || kind FROM anchors WHERE key = row_key)
                                           WHEN 'stations' THEN 'station' END AS category
          FROM audit_anchor WHERE layer <> 'areas') AS g ON g.word = w.word
    JOIN site_walk AS k ON k.site_key = a.site_key AND k.category = g.category
    LEFT JOIN anchors AS n ON g.layer = 'anchors' AND n.key = k.walk_place_key
    LEFT JOIN stations AS t ON g.layer = 'stations' AND t.key = k.walk_place_key
    WHERE k.walk_m IS NOT NULL
), line AS MATERIALIZED (
    SELECT r.target_key, l.key, coalesce(l.name, l.id) AS title, l.geom, MbrMinX(l.geom) AS x0, MbrMaxX(l.geom) AS x1,
           MbrMinY(l.geom) AS y0, MbrMaxY(l.geom) AS y1
    FROM rule AS r CROSS JOIN rail_lines AS l
    WHERE r.measure = 'corridor_share'
      AND (json_extract(r.parameters, '$.opened_by') IS NULL OR l.opened_year <= json_extract(r.parameters, '$.opened_by'))
), along AS MATERIALIZED (
    SELECT a.site_key, a.target_key, l.title, ST_Distance(c.geom, l.geom) * :ground_scale AS m,
           row_number() OVER (PARTITION BY a.site_key, a.target_key ORDER BY ST_Distance(c.geom, l.geom), l.title) AS place
    FROM applies AS a CROSS JOIN line AS l ON l.target_key = a.target_key CROSS JOIN candidates AS c ON c.key = a.site_key
), item AS MATERIALIZED (
    -- An entry of a list of categories, with its alternatives.
    SELECT r.target_key, r.metric, trim(i.value) AS item, trim(k.value) AS category,
           coalesce(json_extract(r.parameters, '$.limit_m'), iif(json_extract(r.parameters, '$.limit_min') IS NULL, l.limit_m, NULL)) AS limit_m,
           coalesce(json_extract(r.parameters, '$.limit_min'), iif(json_extract(r.parameters, '$.limit_m') IS NULL, l.limit_min, NULL)) AS limit_min,
           l.straight_limit_m, iif(k.key = 0, coalesce(n.title_zh, trim(k.value)), NULL) AS first_zh,
           iif(k.key = 0, coalesce(n.title, trim(k.value)), NULL) AS first_en
    FROM rule AS r,
         json_each('["' || replace(replace(replace(coalesce(json_extract(r.parameters, '$.categories'),
             (SELECT group_concat(category) FROM (SELECT category FROM category_limit WHERE tier IS NOT NULL ORDER BY category))),
             '"', '\"'), '，', ','), ',', '","') || '"]') AS i,
         json_each('["' || replace(replace(i.value, '"', '\"'), '/', '","') || '"]') AS k
    LEFT JOIN category_limit AS l ON l.category = trim(k.value) LEFT JOIN category AS n ON n.id = trim(k.value)
    WHERE r.measure IN ('supply_with_services', 'site_set_coverage') AND trim(i.value) <> ''
), met AS (
    SELECT a.site_key, i.target_key, i.item, min(i.first_en) AS title_en, min(i.first_zh) AS title_zh,
           max(coalesce(CASE WHEN i.metric = 'straight' THEN w.straight_m <= coalesce(i.limit_m, i.straight_limit_m)
                             WHEN i.limit_m IS NOT NULL THEN w.walk_m <= i.limit_m ELSE w.walk_min <= i.limit_min END, 0)) AS is_met,
           max(coalesce(CASE WHEN i.metric = 'straight' THEN w.straight_m <= coalesce(i.limit_m, i.straight_limit_m)
                             WHEN i.limit_m IS NOT NULL THEN w.walk_m <= i.limit_m * (1 - :tolerance)
                             ELSE w.walk_min <= i.limit_min * (1 - :tolerance) END, 0)) AS met_slow,
           max(coalesce(CASE WHEN i.metric = 'straight' THEN w.straight_m <= coalesce(i.limit_m, i.straight_limit_m)
                             WHEN i.limit_m IS NOT NULL THEN w.walk_m <= i.limit_m * (1 + :tolerance)
                             ELSE w.walk_min <= i.limit_min * (1 + :tolerance) END, 0)) AS met_fast
    FROM applies AS a JOIN item AS i ON i.target_key = a.target_key
    LEFT JOIN site_walk AS w ON w.site_key = a.site_key AND w.category = i.category
    GROUP BY a.site_key, i.target_key, i.item
), reached AS (
    SELECT site_key, target_key, count(*) AS asked, total(is_met) AS met, total(met_slow) AS slow, total(met_fast) AS fast,
           group_concat(iif(is_met, NULL, title_en), ', ') AS missing_en, group_concat(iif(is_met, NULL, title_zh), '、') AS missing_zh
    FROM (SELECT * FROM met ORDER BY site_key, target_key, item) GROUP BY site_key, target_key
), inside AS (
    SELECT a.site_key, a.target_key, min(1.0, total(x.share)) AS share, min(1.0, total(x.low)) AS low, min(1.0, total(x.high)) AS high,
           group_concat(iif(x.share > 0, x.title, NULL), ', ') AS title
    FROM applies AS a JOIN rule AS r ON r.target_key = a.target_key AND r.measure = 'supply_inside_areas'
    LEFT JOIN site_area AS x ON x.site_key = a.site_key AND x.kind = json_extract(r.parameters, '$.kind')
      AND (json_extract(r.parameters, '$.names') IS NULL
           OR instr(',' || replace(json_extract(r.parameters, '$.names'), '、', ',') || ',', ',' || x.title || ',') > 0
           OR instr(',' || replace(json_extract(r.parameters, '$.names'), '、', ',') || ',', ',' || x.area_id || ',') > 0)
    GROUP BY a.site_key, a.target_key
), figure AS (
    SELECT a.site_key, a.target_key, 'near' AS kind, d.m AS measured, d.title AS name_en, d.title AS name_zh,
           r.distance_m AS required, '<=' AS comparison, max(0.0, d.m - :position_m) AS low,
           iif(d.m > 0, 'position', NULL) AS low_by, d.m + :position_m AS high, iif(d.m IS NOT NULL, 'position', NULL) AS high_by,
           0 AS walked, 'm' AS unit, NULL AS asked, NULL AS low_m, NULL AS high_m
    FROM applies AS a JOIN rule AS r ON r.target_key = a.target_key AND r.measure = 'supply_near_anchors' AND r.metric = 'straight'
    LEFT JOIN straight AS d ON d.site_key = a.site_key AND d.target_key = a.target_key AND d.place = 1
    UNION ALL
    SELECT a.site_key, a.target_key, 'near', d.m, d.title, d.title, r.distance_m, '<=', d.near_m, d.near_why, d.far_m, d.far_why,
           1, 'm', NULL, NULL, NULL
    FROM applies AS a JOIN rule AS r ON r.target_key = a.target_key AND r.measure = 'supply_near_anchors' AND r.metric = 'walk'
    LEFT JOIN walked AS d ON d.site_key = a.site_key AND d.target_key = a.target_key AND d.place = 1
    UNION ALL
    SELECT a.site_key, a.target_key, 'near', d.m, d.title, d.title, r.distance_m, '<=', max(0.0, d.m - :position_m),
           iif(d.m > 0, 'position', NULL), d.m + :position_m, iif(d.m IS NOT NULL, 'position', NULL), 0, 'm', NULL, NULL, NULL
    FROM applies AS a JOIN rule AS r ON r.target_key = a.target_key AND r.measure = 'corridor_share'
    LEFT JOIN along AS d ON d.site_key = a.site_key AND d.target_key = a.target_key AND d.place = 1
    UNION ALL
    SELECT a.site_key, a.target_key, 'set', m.met, m.missing_en, m.missing_zh,
           coalesce(json_extract(r.parameters, '$.required'), m.asked), '>=', iif(m.slow < m.met, m.slow, NULL),
           iif(m.slow < m.met, 'speed', NULL), iif(m.fast > m.met, m.fast, NULL), iif(m.fast > m.met, 'speed', NULL),
           0, 'count', m.asked, NULL, NULL
    FROM applies AS a JOIN rule AS r ON r.target_key = a.target_key JOIN reached AS m ON m.site_key = a.site_key AND m.target_key = a.target_key
    UNION ALL
    SELECT a.site_key, a.target_key, 'inside', i.share, i.title, i.title, 0.5, '>=', iif(i.low < i.share, i.low, NULL),
           iif(i.low < i.share, 'position', NULL), iif(i.high > i.share, i.high, NULL), iif(i.high > i.share, 'position', NULL),
           0, 'share', NULL, NULL, NULL
    FROM applies AS a JOIN inside AS i ON i.site_key = a.site_key AND i.target_key = a.target_key
    UNION ALL
    SELECT a.site_key, a.target_key, 'height', c.elevation_m, NULL, NULL,
           iif(c.elevation_m < json_extract(r.parameters, '$.min_m'), json_extract(r.parameters, '$.min_m'), json_extract(r.parameters, '$.max_m')),
           iif(c.elevation_m < json_extract(r.parameters, '$.min_m'), '>=', '<='), NULL, NULL, NULL, NULL, 0, 'm', NULL,
           json_extract(r.parameters, '$.min_m'), json_extract(r.parameters, '$.max_m')
    FROM applies AS a JOIN rule AS r ON r.target_key = a.target_key AND r.measure = 'elevation_band_share'
    JOIN candidates AS c ON c.key = a.site_key
)
SELECT f.site_key, r.id AS part, CASE WHEN f.kind = 'height' AND f.measured IS NULL THEN 'not measured' END AS outcome,
       f.measured, coalesce(f.name_zh, f.name_en) AS measured_text, f.required, f.comparison, f.low, f.low_by, f.high, f.high_by,
       f.walked, f.unit, iif(r.firm, 'fail', 'warn') AS severity, r.clause, r.title_en AS rule_en, r.title_zh AS rule_zh,
       f.name_en, f.name_zh, f.asked, f.low_m, f.high_m,
       CASE WHEN f.kind = 'height' AND f.measured IS NULL THEN 'not_measured'
            WHEN f.kind = 'near' AND f.measured IS NULL THEN 'near_none'
            ELSE f.kind || iif(CASE f.comparison WHEN '<=' THEN f.measured <= f.required + 1e-9
                                                 ELSE f.measured >= f.required - 1e-9 END, '_pass', '_fail') END AS reason,
       CASE WHEN f.kind = 'near' AND f.measured > f.required THEN 'nearer' END AS remedy
FROM figure AS f JOIN rule AS r ON r.target_key = f.target_key
ORDER BY f.site_key, r.id;
