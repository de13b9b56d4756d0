-- id: constraint_overlap
-- rank: 50
-- title: Constraints
-- title_zh: 限制区
-- unit: share
-- parameter: least_m2 = 1 | an overlap below this is the rounding of a common border | 0 .. 1000000
-- needs: constraints
-- reason: pass | Clear of {kind}. | 不涉及{kind}。
-- reason: fail | {area_m2} of the site ({measured}) lie in {kind}: {name}. | {area_m2} 用地（{measured}）位于{kind}：{name}。
-- reason: cut | Leave out the {area_m2} that overlap. | 剔除重叠的 {area_m2} 用地。
-- about: Land of the site inside constraints, a part for every kind of them. An overlap with one that
-- about: forbids fails, with one that warns it warns; a border in common is no overlap. Borderline: moving
-- about: the site by audit.position_m would clear or touch it.
-- about_zh: 地块位于各类限制区内的用地面积与占比。与“禁止”类重叠为不符合，与“提示”类重叠为提示；仅共边界不计。
-- about_zh: 临界：地块在 audit.position_m 内移动即会脱离或触及。

WITH pair AS MATERIALIZED (
    SELECT b.key, s.site_key, s.plane_m2,
           BuildMbr(s.x0 - :position_m, s.y0 - :position_m, s.x1 + :position_m, s.y1 + :position_m, s.srid) AS around
    FROM site_shape AS s CROSS JOIN audit_constraint_box AS b
      ON b.x0 <= s.x1 + :position_m AND b.x1 >= s.x0 - :position_m
     AND b.y0 <= s.y1 + :position_m AND b.y1 >= s.y0 - :position_m
    ORDER BY b.key, s.site_key
), near AS MATERIALIZED (
    SELECT p.key, p.site_key, ST_Intersection(k.geom, p.around) AS part
    FROM pair AS p CROSS JOIN constraints AS k ON k.key = p.key
    WHERE ST_Intersects(k.geom, p.around) = 1
), cut AS MATERIALIZED (
    SELECT n.key, n.site_key,
           coalesce(ST_Area(ST_Intersection(n.part, c.geom)), 0.0) AS m2,
           (SELECT min(coalesce(ST_Area(ST_Intersection(n.part, ST_Translate(c.geom, w.dx, w.dy, 0))), 0.0))
            FROM site_shift AS w) AS low_m2,
           (SELECT max(coalesce(ST_Area(ST_Intersection(n.part, ST_Translate(c.geom, w.dx, w.dy, 0))), 0.0))
            FROM site_shift AS w) AS high_m2
    FROM near AS n CROSS JOIN candidates AS c ON c.key = n.site_key
), kind AS MATERIALIZED (
    SELECT DISTINCT kind FROM audit_constraint
), rule AS (
    SELECT clause FROM audit_rule WHERE measure = 'site_constraint_overlap' AND comparison <> 'report'
    ORDER BY firm DESC, target_key LIMIT 1
), summed AS (
    SELECT s.site_key, s.plane_m2, k.kind, total(c.m2) AS m2, min(total(c.low_m2), total(c.m2)) AS low_m2,
           max(total(c.high_m2), total(c.m2)) AS high_m2,
           max(coalesce(c.m2 > :least_m2 AND a.severity = 'forbid', 0)) AS forbids,
           max(coalesce(c.high_m2 > :least_m2 AND a.severity = 'forbid', 0)) AS may_forbid,
           group_concat(iif(c.m2 > :least_m2, a.title, NULL), ', ') AS title
    FROM site_shape AS s CROSS JOIN kind AS k
    LEFT JOIN audit_constraint AS a ON a.kind = k.kind AND a.key IN (SELECT key FROM cut AS o WHERE o.site_key = s.site_key)
    LEFT JOIN cut AS c ON c.key = a.key AND c.site_key = s.site_key
    GROUP BY s.site_key, k.kind
)
SELECT u.site_key, u.kind AS part, CASE WHEN u.plane_m2 > 0 THEN min(1.0, u.m2 / u.plane_m2) ELSE 0.0 END AS measured,
       u.title AS measured_text, CASE WHEN u.plane_m2 > 0 THEN :least_m2 / u.plane_m2 ELSE 0.0 END AS required,
       '<=' AS comparison, CASE WHEN u.low_m2 < u.m2 THEN u.low_m2 / u.plane_m2 END AS low,
       CASE WHEN u.low_m2 < u.m2 THEN 'position' END AS low_by,
       CASE WHEN u.high_m2 > u.m2 THEN min(1.0, u.high_m2 / u.plane_m2) END AS high,
       CASE WHEN u.high_m2 > u.m2 THEN 'position' END AS high_by,
       iif(u.forbids, 'fail', 'warn') AS severity, coalesce(r.clause, 'constraints.severity') AS clause,
       u.kind, u.m2 * :ground_scale * :ground_scale AS area_m2,
       CASE WHEN u.m2 > :least_m2 THEN 'cut' END AS remedy
FROM summed AS u LEFT JOIN rule AS r
ORDER BY u.site_key, u.kind;
