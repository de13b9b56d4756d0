-- id: inside_areas
-- rank: 40
-- title: Zones and rings
-- title_zh: 所在片区与圈层
-- unit: share
-- parameter: kinds = key_zone,inner_ring,ring,planning_group,group,development_zone | kinds of areas, a list | text
-- parameter: least = 0.5 | share of the land that must lie inside to count as inside | 0 .. 1
-- needs: areas
-- reason: inside | {measured} of the land lies in {kind} {name}. | {measured} 的用地位于{kind}“{name}”。
-- reason: outside | None of the land lies in any {kind}. | 用地不在任何{kind}内。
-- reason: asked_pass | {measured} of the land lies in {kind} {name}, where the plan wants housing. | {measured} 的用地位于{kind}“{name}”，符合规划导向。
-- reason: asked_fail | {measured} of the land lies in a {kind}; the plan wants housing inside ({required} or more counts as inside). | 位于{kind}内的用地占 {measured}；规划导向于其内布局（不少于 {required} 计为在内）。
-- about: Which key zone, ring, planning group and development zone the site lies in, with the share of
-- about: its land. Told; judged for the kinds of areas that the plan wants housing to lie in: a site
-- about: outside fails where all housing must lie inside, and is warned of where a share must. Rules for
-- about: one class of housing stand in siting_rule.
-- about_zh: 地块所在的重点片区、圈层、组团、开发区及用地占比。一般仅列出；规划要求住房布局于某类区域者据以评判：
-- about_zh: 要求全部位于其内者，在外为不符合；要求达到某一比例者，在外作提示。
-- about_zh: 针对某一类别住房的要求见 siting_rule。

WITH asked AS (
    SELECT DISTINCT trim(value) AS kind FROM json_each('["' || replace(replace(:kinds, '"', '\"'), ',', '","') || '"]')
    WHERE trim(value) <> ''
), rule AS (
    SELECT json_extract(parameters, '$.kind') AS kind, coalesce(json_extract(parameters, '$.names'), '') AS names,
           clause, firm, row_number() OVER (PARTITION BY json_extract(parameters, '$.kind')
                                            ORDER BY firm DESC, target_key) AS place
    FROM audit_rule
    WHERE measure = 'supply_inside_areas' AND slice IN ('', 'inside') AND comparison IN ('>=', '>', '=')
      AND json_extract(parameters, '$.class') IS NULL AND area IN ('', 'city')
), kind AS MATERIALIZED (
    SELECT DISTINCT a.kind FROM audit_area AS a
    WHERE a.kind IN (SELECT kind FROM asked) OR a.kind IN (SELECT kind FROM rule)
), placed AS (
    SELECT s.site_key, k.kind, r.clause, r.firm, r.names
    FROM site_shape AS s CROSS JOIN kind AS k LEFT JOIN rule AS r ON r.kind = k.kind AND r.place = 1
), summed AS (
    SELECT p.site_key, p.kind, max(p.clause) AS clause, max(p.firm) AS firm,
           min(1.0, total(x.share)) AS share, min(1.0, total(x.low)) AS low, min(1.0, total(x.high)) AS high,
           group_concat(iif(x.share > 0, x.title, NULL), ', ') AS title
    FROM placed AS p
    LEFT JOIN site_area AS x ON x.site_key = p.site_key AND x.kind = p.kind
      AND (coalesce(p.names, '') = '' OR instr(',' || replace(p.names, '、', ',') || ',', ',' || x.title || ',') > 0
           OR instr(',' || replace(p.names, '、', ',') || ',', ',' || x.area_id || ',') > 0)
    GROUP BY p.site_key, p.kind
)
SELECT site_key, kind AS part, CASE WHEN clause IS NULL THEN 'pass' END AS outcome,
       share AS measured, title AS measured_text, CASE WHEN clause IS NOT NULL THEN :least END AS required,
       CASE WHEN clause IS NOT NULL THEN '>=' END AS comparison,
       CASE WHEN low < share THEN low END AS low, CASE WHEN low < share THEN 'position' END AS low_by,
       CASE WHEN high > share THEN high END AS high, CASE WHEN high > share THEN 'position' END AS high_by,
       iif(firm, 'fail', 'warn') AS severity, clause, kind,
       CASE WHEN clause IS NULL THEN iif(share > 0, 'inside', 'outside')
            ELSE iif(share >= :least - 1e-9, 'asked_pass', 'asked_fail') END AS reason
FROM summed
ORDER BY site_key, kind;
