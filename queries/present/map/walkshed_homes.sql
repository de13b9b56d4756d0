-- id: walkshed_homes
-- about: Homes that reach the category, those that do not (above them), and those that join no street.
-- legend: theme
-- stage: walk
WITH judged AS (
    SELECT h.key, h.x, h.y, h.residents,
           CASE WHEN NOT EXISTS (SELECT 1 FROM walk_access AS w WHERE w.layer = 'homes' AND w.row_key = h.key)
                    THEN 'home.unknown'
                WHEN CASE WHEN c.limit_m IS NOT NULL THEN n.walk_m <= c.limit_m
                          ELSE n.walk_min <= c.limit_min END THEN 'home.covered'
                ELSE 'home.missing.4' END AS sign
    FROM homes AS h JOIN category AS c ON c.id = :category
    LEFT JOIN walk_nearest AS n ON n.home_key = h.key AND n.category = c.id
    WHERE h.x BETWEEN :x_min AND :x_max AND h.y BETWEEN :y_min AND :y_max
)
SELECT x, y, sign,
       CASE sign WHEN 'home.covered' THEN CASE :language WHEN 'zh' THEN '步行可达的住房' ELSE 'Homes that reach it' END
                 WHEN 'home.missing.4' THEN CASE :language WHEN 'zh' THEN '步行不可达的住房' ELSE 'Homes that do not' END
                 END AS words
FROM judged
ORDER BY sign = 'home.missing.4', sign = 'home.unknown', key;
