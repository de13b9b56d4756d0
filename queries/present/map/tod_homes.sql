-- id: tod_homes
-- about: Homes within walking influence of a station by class, larger where there are more dwellings;
-- about: the others in grey below them.
-- legend: theme
-- stage: walk
WITH near AS MATERIALIZED (
    SELECT DISTINCT row_key FROM walk_station WHERE layer = 'homes' AND walk_m IS NOT NULL
), class AS MATERIALIZED (
    SELECT class, row_number() OVER (ORDER BY sum(coalesce(dwellings, 1)) DESC, class) AS place
    FROM homes WHERE class IS NOT NULL AND key IN (SELECT row_key FROM near) GROUP BY class
)
SELECT h.x, h.y, 'home' AS sign,
       CASE WHEN n.row_key IS NULL THEN NULL
            WHEN NOT EXISTS (SELECT 1 FROM class) THEN 0
            ELSE min(coalesce(c.place, 8), 8) - 1 END AS tint,
       CASE WHEN n.row_key IS NULL THEN 0.7
            ELSE min(2.2, max(0.9, sqrt(coalesce(h.dwellings, 300) / 300.0))) END AS size,
       CASE WHEN n.row_key IS NULL
                THEN CASE :language WHEN 'zh' THEN '影响区以外的住房' ELSE 'Homes farther away' END
            WHEN NOT EXISTS (SELECT 1 FROM class)
                THEN CASE :language WHEN 'zh' THEN '影响区以内的住房' ELSE 'Homes within walking influence' END
            WHEN c.place >= 8 OR c.place IS NULL
                THEN CASE :language WHEN 'zh' THEN '其他住房' ELSE 'Other homes' END
            ELSE coalesce(CASE :language WHEN 'zh' THEN w.title_zh ELSE w.title END, c.class) END AS words
FROM homes AS h LEFT JOIN near AS n ON n.row_key = h.key
LEFT JOIN class AS c ON c.class = h.class
LEFT JOIN word AS w ON w.kind = 'class' AND w.id = h.class
WHERE h.x BETWEEN :x_min AND :x_max AND h.y BETWEEN :y_min AND :y_max
ORDER BY n.row_key IS NOT NULL, c.place, h.dwellings DESC, h.key;
