-- id: stations
-- about: Stations with their names (but where a category's places are what is shown); those of several
-- about: lines are named before the others.
-- legend: base
SELECT x, y, 'station' AS sign, CASE WHEN :category IS NULL THEN name END AS label, 3 + 0.1 * length(coalesce(lines, '')) AS priority
FROM stations
WHERE coalesce(:category, '') <> 'station' AND x BETWEEN :x_min AND :x_max AND y BETWEEN :y_min AND :y_max
ORDER BY key;
