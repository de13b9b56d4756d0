-- id: homes
-- about: The walking distance in metres to the nearest place of each category, widest tier first.

SELECT c.id || '_walk_m' AS name, 'real' AS type,
       CASE :language WHEN 'zh' THEN c.title_zh || ' 步行距离/米' ELSE c.title || ', walk m' END AS alias
FROM category AS c
ORDER BY c.tier IS NULL, c.tier DESC, c.id;
