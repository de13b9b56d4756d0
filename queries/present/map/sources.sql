-- id: sources
-- about: Where a map's layers come from, a row per layer.
SELECT s.layer, group_concat(s.path, ', ') AS path
FROM (SELECT DISTINCT layer, path FROM source ORDER BY layer, part) AS s
WHERE instr(:layers, '|' || s.layer || '|') > 0
GROUP BY s.layer ORDER BY instr(:layers, '|' || s.layer || '|');
