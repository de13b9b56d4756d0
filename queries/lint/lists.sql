-- id: lists
-- title: The same list in two places
-- title_zh: 同一清单两处所列
-- scope: plan
-- about: Lists of the same name that the plan gives in several places, item by item. same_as says that
-- about: an item is written otherwise elsewhere.

WITH item AS (
    SELECT list, place, coalesce(nullif(same_as, ''), item) AS name, min(file) AS file,
           min(line) AS line
    FROM plan_item GROUP BY list, place, coalesce(nullif(same_as, ''), item)
), place AS (
    SELECT list, place, count(*) AS items, min(file) AS file, min(line) AS line
    FROM item GROUP BY list, place
), pair AS (
    SELECT a.list, a.place AS first, b.place AS second, a.items AS x, b.items AS y, b.file, b.line,
           (SELECT group_concat(name, '、') FROM (SELECT name FROM item AS i
            WHERE i.list = a.list AND i.place = a.place AND name NOT IN
                (SELECT name FROM item WHERE list = a.list AND place = b.place)
            ORDER BY i.line)) AS only_first,
           (SELECT group_concat(name, '、') FROM (SELECT name FROM item AS i
            WHERE i.list = a.list AND i.place = b.place AND name NOT IN
                (SELECT name FROM item WHERE list = a.list AND place = a.place)
            ORDER BY i.line)) AS only_second
    FROM place AS a JOIN place AS b ON b.list = a.list AND b.line > a.line
), judged AS (
    SELECT p.*, coalesce(q.title, p.list) AS title, coalesce(q.title_zh, p.list) AS title_zh,
           only_first IS NULL AND only_second IS NULL AS closes
    FROM pair AS p LEFT JOIN plan_quantity AS q ON q.quantity = p.list
)
SELECT 'contradiction' AS severity, file, line, 'item' AS column_name,
       printf('%s: %d in %s, %d in %s%s%s', title, x, first, y, second,
              coalesce('; only in the first: ' || only_first, ''),
              coalesce('; only in the second: ' || only_second, '')) AS finding_en,
       printf('%s：%s列 %d 个，%s列 %d 个%s%s', title_zh, first, x, second, y,
              coalesce('；仅前者有：' || only_first, ''),
              coalesce('；仅后者有：' || only_second, '')) AS finding_zh,
       printf('%d', x) AS stated, printf('%d', y) AS computed
FROM judged WHERE NOT closes
UNION ALL
SELECT 'closes', file, NULL, NULL, printf('%s: the lists agree', title),
       printf('%s：清单一致', title_zh), NULL, NULL
FROM judged WHERE closes
ORDER BY 2, 3;
