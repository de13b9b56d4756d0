-- id: notices
-- title: What was assumed or is doubtful
-- title_zh: 假定与存疑
-- about: What the stages assumed or found doubtful.
-- stage: load
-- most: 500
SELECT n.stage, n.subject, n.message, n.message_zh
FROM notice AS n
ORDER BY CASE n.stage WHEN 'load' THEN 1 WHEN 'walk' THEN 2 WHEN 'measure' THEN 3 ELSE 4 END, n.key;
