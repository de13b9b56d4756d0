-- id: sides
-- title: Compared
-- title_zh: 比较对象
-- about: The two sides. area: the city.
-- text: side, path
-- csv: side, path
-- json: side, path, name, title, crs
-- words: side

SELECT CASE side WHEN 1 THEN 'before' ELSE 'after' END AS side, path, name, title, crs
FROM side_city ORDER BY side_city.side;
