-- id: stations
-- about: Stations with their names; those of several lines before the others.
-- legend: base
SELECT x, y, 'station' AS sign, name AS label, 3 + 0.1 * length(coalesce(lines, '')) AS priority
FROM stations
WHERE x BETWEEN :x_min AND :x_max AND y BETWEEN :y_min AND :y_max
ORDER BY key;
