-- id: homes_head
-- title: Homes
-- title_zh: 住房
-- about: How homes are drawn: each by itself where there are few enough, else in squares of cell_m.
-- stage: walk
-- document: sets
SELECT CASE WHEN f.cell_m IS NULL THEN 'rows' ELSE 'cells' END AS mode,
       (SELECT count(*) FROM homes) AS total,
       (SELECT count(*) FROM page_home WHERE NOT joined) AS unjoined,
       CASE WHEN EXISTS (SELECT 1 FROM homes WHERE residents > 0) THEN 'residents'
            WHEN EXISTS (SELECT 1 FROM homes WHERE dwellings > 0) THEN 'dwellings'
            ELSE 'homes' END AS base,
       f.cell_m,
       CASE WHEN f.cell_m IS NULL THEN
           (SELECT json_group_array(json(s.missed)) FROM (SELECT * FROM page_set ORDER BY place) AS s)
       ELSE '[]' END AS sets
FROM page_frame AS f;
