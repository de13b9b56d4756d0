-- id: layers
-- title: Layers
-- title_zh: 图层
-- about: A row per source: what was read, kept, repaired and rejected, and the commonest reasons.
-- stage: load
-- text: layer, path, rows_read, rows_kept, rows_repaired, rows_rejected, reasons
-- csv: layer, part, path, ogr_layer, driver, hash, encoding, encoding_assumed, crs, datum, rows_read, rows_kept, rows_repaired, rows_rejected, reasons
-- json: layer, part, path, ogr_layer, driver, hash, encoding, encoding_assumed, crs, datum, rows_read, rows_kept, rows_repaired, rows_rejected, reasons, reasons_zh
-- boolean: encoding_assumed

WITH counted AS (
    SELECT source_key, reason, reason_zh, count(*) AS times
    FROM reject
    GROUP BY source_key, reason
), ranked AS (
    SELECT source_key, reason, reason_zh, times,
           row_number() OVER (PARTITION BY source_key ORDER BY times DESC, reason) AS place
    FROM counted
)
SELECT s.layer, s.part, s.path, s.ogr_layer, s.driver, s.hash, s.encoding, s.encoding_assumed,
       s.crs, s.datum, s.rows_read, s.rows_kept, s.rows_repaired, s.rows_rejected,
       (SELECT group_concat(r.times || ' × ' || r.reason, '; ')
        FROM (SELECT * FROM ranked WHERE source_key = s.key AND place <= 2 ORDER BY place) AS r)
           AS reasons,
       (SELECT group_concat(r.times || ' × ' || coalesce(r.reason_zh, r.reason), '；')
        FROM (SELECT * FROM ranked WHERE source_key = s.key AND place <= 2 ORDER BY place) AS r)
           AS reasons_zh
FROM source AS s
ORDER BY s.layer, s.part;
