-- id: areas
-- title: Areas
-- title_zh: 区域
-- about: The areas that results are given for, by kind. 'city' is everything loaded.
-- stage: load
-- words: kind

SELECT a.id, a.kind, a.name, a.parent_id, a.population
FROM areas AS a
ORDER BY a.kind, a.id;
