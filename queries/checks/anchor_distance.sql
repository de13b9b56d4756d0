-- id: anchor_distance
-- rank: 35
-- title: Anchors of the plan
-- title_zh: 规划所列锚点
-- unit: m
-- needs: anchors
-- parameter: near_m = 800 | within this an anchor counts as near | 0 .. 500000
-- reason: near | {kind}: {name}, {measured} in a straight line ({walk_m} on foot). | {kind}：“{name}”，直线 {measured}（步行 {walk_m}）。
-- reason: far | {kind}: the nearest, {name}, is {measured} away in a straight line ({walk_m} on foot). | {kind}：最近为“{name}”，直线 {measured}（步行 {walk_m}）。
-- reason: none | {kind}: none within the search. | {kind}：搜索范围内没有。
-- reason: not_measured | {kind}: the city's data hold none. | {kind}：本市数据中没有。
-- about: How far it is to the nearest of every kind of anchor that the plan names (without a plan: of every
-- about: kind within the search), straight from border to border and on foot. Told; a siting rule of the plan
-- about: is judged by siting_rule.
-- about_zh: 至规划所列各类锚点（无规划时为数据中的各类）最近者的直线（边界至边界）与步行距离。仅列出；规划的选址要求见 siting_rule。

WITH asked AS MATERIALIZED (
    SELECT kind AS word, title AS title_en, coalesce(title_zh, title) AS title_zh FROM plan_anchor
    WHERE kind IN (SELECT word FROM audit_anchor WHERE layer = 'anchors') OR kind NOT IN (SELECT word FROM audit_anchor)
    UNION ALL
    SELECT DISTINCT kind, kind, kind FROM anchors WHERE NOT EXISTS (SELECT 1 FROM plan_anchor)
), named AS MATERIALIZED (
    SELECT DISTINCT k.word, k.title_en, k.title_zh, a.kind
    FROM asked AS k LEFT JOIN audit_anchor AS w ON w.word = k.word AND w.layer = 'anchors'
    LEFT JOIN anchors AS a ON a.key = w.row_key
), found AS (
    SELECT s.site_key, n.word, n.title_en, n.title_zh, n.kind, w.straight_m, w.walk_m, w.straight_place_key,
           row_number() OVER (PARTITION BY s.site_key, n.word ORDER BY w.straight_m IS NULL, w.straight_m, n.kind) AS place
    FROM site_shape AS s CROSS JOIN named AS n
    LEFT JOIN site_walk AS w ON w.site_key = s.site_key AND w.category = 'anchor:' || n.kind
)
SELECT f.site_key, f.word AS part, iif(f.kind IS NULL, 'not measured', 'pass') AS outcome, f.straight_m AS measured,
       coalesce(a.name, a.id) AS measured_text, coalesce(f.title_en, f.word) AS kind_en, coalesce(f.title_zh, f.word) AS kind_zh,
       f.walk_m,
       CASE WHEN f.kind IS NULL THEN 'not_measured' WHEN f.straight_m IS NULL THEN 'none'
            WHEN f.straight_m <= :near_m THEN 'near' ELSE 'far' END AS reason
FROM found AS f LEFT JOIN anchors AS a ON a.key = f.straight_place_key
WHERE f.place = 1 AND (f.straight_m IS NOT NULL OR EXISTS (SELECT 1 FROM plan_anchor))
ORDER BY f.site_key, f.word;
