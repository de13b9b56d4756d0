-- id: page_title
-- about: What a slice that is no category and no station is called: the words of layers/labels.csv, else
-- about: those of layers/classes.csv, else the name of the area or anchor that bears the id.
SELECT substr(w.key, 13) AS slice, w.en, w.zh FROM page_word AS w WHERE w.key LIKE 'slice\_title.%' ESCAPE '\'
UNION ALL
SELECT c.id, min(c.title), min(c.title_zh) FROM word AS c
WHERE 'slice_title.' || c.id NOT IN (SELECT key FROM page_word)
GROUP BY c.id;
