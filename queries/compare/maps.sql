-- id: maps
-- title: What changed
-- title_zh: 变化分布
-- about: The figures that get a map, a page each: those of a measure's own parameters whose value
-- about: changed in some area, by the kind of area in which most changed, and of those the 24 that
-- about: changed in most areas. Of several bases the first that stands for the measure.
-- words: unit, base, slice_title, kind

WITH moved AS (
    SELECT c.measure, c.slice, c.base, a.kind, count(*) AS areas
    FROM value_change AS c JOIN known_area AS a ON a.id = c.area
    WHERE c.state = 'changed' AND c.parameters = ''
    GROUP BY c.measure, c.slice, c.base, a.kind
), best AS (
    SELECT m.*, row_number() OVER (PARTITION BY m.measure, m.slice ORDER BY m.areas DESC,
               m.base <> 'residents', m.base, m.kind) AS rank
    FROM moved AS m
)
SELECT b.measure, CASE :language WHEN 'zh' THEN m.title_zh ELSE m.title END AS title, b.slice,
       coalesce(CASE :language WHEN 'zh' THEN g.title_zh ELSE g.title END, b.slice) AS slice_title,
       b.base, b.kind, b.kind AS kind_id, b.areas, m.unit, m.better
FROM best AS b
LEFT JOIN known_measure AS m ON m.id = b.measure
LEFT JOIN known_category AS g ON g.id = b.slice
WHERE b.rank = 1
ORDER BY b.areas DESC, b.measure, b.slice
LIMIT 24;
