-- id: contracts
-- title: Layers a city file can name
-- title_zh: 可用图层
-- about: What each layer is, its geometry, and the columns that a source can fill.
-- text: layer, title, geometry, columns
-- csv: layer, title, geometry, columns, fatal_rejects
-- json: layer, title_en, title_zh, geometry, columns, fatal_rejects

SELECT c.layer, CASE :language WHEN 'zh' THEN c.title_zh ELSE c.title_en END AS title,
       c.title_en, c.title_zh, c.geometry, c.columns, c.fatal_rejects
FROM contract_definition AS c
ORDER BY c.layer;
