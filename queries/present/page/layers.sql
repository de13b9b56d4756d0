-- id: layers
-- title: Layers
-- title_zh: 图层
-- about: What was read, kept, repaired and rejected of each source.
-- stage: load
-- boolean: encoding_assumed
SELECT s.layer, s.path, s.rows_read, s.rows_kept, s.rows_repaired, s.rows_rejected, s.encoding,
       s.encoding_assumed, s.crs, s.datum
FROM source AS s
ORDER BY s.layer, s.part;
