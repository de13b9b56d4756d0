-- id: gaps_homes
-- about: Homes by how many categories they cannot reach on foot; the worst above.
-- legend: theme
-- stage: walk
WITH all_categories AS MATERIALIZED (
    SELECT count(*) AS categories FROM category
), judged AS MATERIALIZED (
    SELECT h.key, h.x, h.y, EXISTS (SELECT 1 FROM walk_access AS w
                                    WHERE w.layer = 'homes' AND w.row_key = h.key) AS joined,
           a.categories - (SELECT count(*) FROM walk_nearest AS n CROSS JOIN category AS c ON c.id = n.category
                           WHERE n.home_key = h.key
                             AND CASE WHEN c.limit_m IS NOT NULL THEN n.walk_m <= c.limit_m
                                      ELSE n.walk_min <= c.limit_min END) AS missing
    FROM homes AS h CROSS JOIN all_categories AS a
    WHERE h.x BETWEEN :x_min AND :x_max AND h.y BETWEEN :y_min AND :y_max
)
SELECT x, y, CASE WHEN NOT joined THEN 'home.unknown' WHEN missing = 0 THEN 'home.covered'
                  ELSE 'home.missing.' || missing END AS sign
FROM judged
ORDER BY joined DESC, missing, key;
