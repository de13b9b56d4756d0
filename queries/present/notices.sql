-- id: notices
-- title: What was assumed or is doubtful
-- title_zh: 假定与存疑
-- about: What the stages assumed or found doubtful, in the order in which they said it.

SELECT n.stage, n.subject, 
       CASE :language WHEN 'zh' THEN coalesce(n.message_zh, n.message) ELSE n.message END AS message
FROM notice AS n
ORDER BY CASE n.stage WHEN 'load' THEN 1 WHEN 'walk' THEN 2 WHEN 'measure' THEN 3 ELSE 4 END, n.key;
