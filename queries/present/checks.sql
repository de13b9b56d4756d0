-- id: checks
-- title: Checks of candidate sites
-- title_zh: 地块审核项
-- about: The checks there are, in the order of tables and dossiers, with what they rest on.
-- text: id, title, unit, norm, clause
-- csv: id, title, unit, norm, clause, confidence, about, file, hash
-- json: id, title_en, title_zh, about_en, about_zh, unit, norm, clause, confidence, file, hash
-- words: unit

SELECT c.id, CASE :language WHEN 'zh' THEN c.title_zh ELSE c.title END AS title,
       c.title AS title_en, c.title_zh,
       CASE :language WHEN 'zh' THEN c.about_zh ELSE c.about END AS about,
       c.about AS about_en, c.about_zh, c.unit, c.norm, c.clause, c.confidence, c.file, c.hash
FROM check_listed AS c
ORDER BY c.rank, c.id;
