-- id: notices_brief
-- title: What was assumed or is doubtful
-- title_zh: 假定与存疑
-- about: The first ten notices of each stage; "lifang list notices" gives all.
-- text: stage, subject, message
-- csv: stage, subject, message
-- json: stage, subject, message, message_zh
-- words: stage

WITH ranked AS (
    SELECT n.*, row_number() OVER (PARTITION BY n.stage ORDER BY n.key) AS place,
           CASE n.stage WHEN 'load' THEN 1 WHEN 'walk' THEN 2 WHEN 'measure' THEN 3 ELSE 4 END
               AS stage_order
    FROM notice AS n
)
SELECT stage, subject, message, message_zh FROM ranked WHERE place <= 10 ORDER BY stage_order, place;
