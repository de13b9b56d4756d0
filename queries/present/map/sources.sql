-- id: sources
-- about: Where a map's layers come from, a row per layer and source.
SELECT DISTINCT s.layer, s.path
FROM source AS s
WHERE instr(:layers, '|' || s.layer || '|') > 0
ORDER BY instr(:layers, '|' || s.layer || '|'), s.part;
