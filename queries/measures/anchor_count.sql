-- id: anchor_count
-- title: Anchors of each kind
-- title_zh: 各类中心与基地数量
-- unit: count
-- better: higher
-- slices: kind
-- about: Places of layer anchors by kind; a place counts in the areas its point lies in.
-- about_zh: 图层 anchors 各类型的个数；按代表点所在区域计。

SELECT 'city' AS area_id, kind AS slice, count(*) AS numerator FROM anchors GROUP BY kind
UNION ALL
SELECT w.id, a.kind, count(*)
FROM areas AS w JOIN anchors AS a
     ON w.id <> 'city' AND a.x BETWEEN MbrMinX(w.geom) AND MbrMaxX(w.geom)
     AND a.y BETWEEN MbrMinY(w.geom) AND MbrMaxY(w.geom)
     AND ST_Covers(w.geom, MakePoint(a.x, a.y, ST_SRID(w.geom)))
GROUP BY w.id, a.kind;
