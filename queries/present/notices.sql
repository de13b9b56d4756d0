-- id: notices
-- title: What was assumed or is doubtful
-- title_zh: 假定与存疑
-- about: What the stages assumed or found doubtful, in the order in which they said it.
-- text: stage, subject, message
-- csv: stage, subject, message
-- json: stage, subject, message, message_zh
-- words: stage

SELECT n.stage, n.subject, n.message, n.message_zh
FROM notice AS n
ORDER BY CASE n.stage WHEN 'load' THEN 1 WHEN 'walk' THEN 2 WHEN 'measure' THEN 3 ELSE 4 END, n.key;
