-- id: verdict_areas
-- about: Areas that have targets of their own, by the worst of their verdicts. Those of a kind that
-- about: lies within another are drawn above it.
-- legend: theme
-- stage: measure
WITH judged AS (
    SELECT v.area, CASE WHEN sum(v.outcome = 'missed') > 0 THEN 'missed'
                        WHEN sum(v.outcome = 'borderline') > 0 THEN 'borderline'
                        WHEN sum(v.outcome = 'not measured') > 0 THEN 'not_measured'
                        WHEN sum(v.outcome = 'met') > 0 THEN 'met'
                        ELSE 'reported' END AS outcome
    FROM verdict AS v GROUP BY v.area
)
SELECT ST_AsBinary(a.geom) AS geom, 'verdict.' || j.outcome AS sign, a.name AS label, 10 AS priority
FROM judged AS j JOIN areas AS a ON a.id = j.area
WHERE MbrMaxX(a.geom) >= :x_min AND MbrMinX(a.geom) <= :x_max
  AND MbrMaxY(a.geom) >= :y_min AND MbrMinY(a.geom) <= :y_max
ORDER BY ST_Area(a.geom) DESC, a.id;
