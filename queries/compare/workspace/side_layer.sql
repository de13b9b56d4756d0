-- id: side_layer
-- about: The sources, and how many of their rows were kept.
SELECT layer, part, path, hash, rows_kept FROM source;
