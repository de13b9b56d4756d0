-- id: workbook_about
-- title: About
-- title_zh: 说明
-- about: What the workbook is of, and where its numbers come from.
-- stage: measure

WITH zh AS (SELECT :language = 'zh' AS yes),
fact (place, item_en, item_zh, content) AS (
    SELECT 1, 'City', '城市', coalesce((SELECT value FROM setting WHERE name =
               CASE :language WHEN 'zh' THEN 'city.name' ELSE 'city.title' END), 'city')
    UNION ALL
    SELECT 2, 'Plan', '规划', CASE :language WHEN 'zh' THEN p.name ELSE p.title END || ' · '
               || p.year_from || '–' || p.year_to FROM plan AS p
    UNION ALL
    SELECT 3, 'Coordinate system', '坐标系', (SELECT value FROM setting WHERE name = 'city.crs')
    UNION ALL
    SELECT 4, 'Measured from (fingerprint)', '度量依据（指纹）', fingerprint FROM stage WHERE name = 'measure'
    UNION ALL
    SELECT 5, 'Empty cells', '空单元格', CASE :language WHEN 'zh'
               THEN '未度量，不是 0；原因见“度量结果”表与 values.csv'
               ELSE 'Not measured, which is not 0; the reasons stand in the sheet of measures and in values.csv' END
    UNION ALL
    SELECT 6, 'Shares', '占比', CASE :language WHEN 'zh' THEN '按 0 至 1 存储，以百分比显示'
               ELSE 'Kept as numbers from 0 to 1, shown as per cent' END
    UNION ALL
    SELECT 7, 'All values', '全部数值', CASE :language WHEN 'zh'
               THEN '本工作簿列出汇总度量；全部度量见 values.csv 与 results.json'
               ELSE 'This workbook shows the measures of the summary; all of them stand in values.csv and results.json' END
    UNION ALL
    SELECT 8, 'Long tables', '长表', CASE :language WHEN 'zh'
               THEN '一张工作表最多 1,048,576 行，超出部分接续到后面的工作表'
               ELSE 'A sheet holds 1,048,576 rows; what is more goes on on the next sheet' END
    UNION ALL
    SELECT 100 + s.rowid, 'Source: ' || s.layer, '数据源：' || s.layer,
           s.path || coalesce(' · ' || s.ogr_layer, '') || coalesce(' · SHA-256 ' || s.hash, '')
    FROM source AS s
)
SELECT CASE WHEN zh.yes THEN f.item_zh ELSE f.item_en END AS item, f.content
FROM fact AS f, zh
WHERE f.content IS NOT NULL
ORDER BY f.place;
