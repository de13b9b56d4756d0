-- id: measures
-- title: Measures
-- title_zh: 度量
-- about: The measures there are, with unit, bases and what they rest on.
-- text: id, title, unit, bases, better, norm
-- csv: id, title, unit, bases, better, norm, clause, confidence, about, file, hash
-- json: id, title_en, title_zh, about_en, about_zh, unit, better, bases_list, norm, clause, confidence, file, hash, needs, layers
-- words: unit, better
-- document: bases_list, needs, layers

SELECT m.id, CASE :language WHEN 'zh' THEN m.title_zh ELSE m.title END AS title,
       m.title AS title_en, m.title_zh,
       CASE :language WHEN 'zh' THEN m.about_zh ELSE m.about END AS about,
       m.about AS about_en, m.about_zh, m.unit, m.better,
       (SELECT group_concat(value, ', ') FROM json_each(m.bases)) AS bases,
       json(m.bases) AS bases_list, m.norm, m.clause, m.confidence, m.file, m.hash,
       json(m.needs) AS needs, json(m.layers) AS layers
FROM measure AS m
ORDER BY m.id;
