-- id: workbook_areas
-- title: Measures by area
-- title_zh: 分区域度量
-- about: The rows of the sheet of measures by area: the city first, then the areas kind by kind.
-- stage: measure
-- words: kind

SELECT r.key, r.kind, r.id, r.name, r.parent_id, r.population
FROM (SELECT 0 AS key, 'city' AS kind, 'city' AS id,
             coalesce((SELECT value FROM setting
                       WHERE name = CASE :language WHEN 'zh' THEN 'city.name' ELSE 'city.title' END),
                      'city') AS name, NULL AS parent_id, NULL AS population
      UNION ALL
      SELECT a.key, a.kind, a.id, a.name, a.parent_id, a.population FROM areas AS a) AS r
ORDER BY r.key <> 0, r.kind, r.key;
