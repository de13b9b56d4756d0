-- id: sources
-- title: Sources
-- title_zh: 数据源
-- about: Where every layer comes from, with the hash of the file that was read.
-- stage: load
SELECT s.layer, s.part, s.path, s.ogr_layer, s.driver, s.hash, s.encoding, s.crs, s.datum, s.rows_kept
FROM source AS s
ORDER BY s.layer, s.part;
