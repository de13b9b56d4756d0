-- id: gaps_homes
-- about: Homes by how many categories they cannot reach on foot; the worst above.
-- legend: theme
-- stage: walk
WITH met AS MATERIALIZED (
    SELECT n.home_key, count(*) AS met
    FROM walk_nearest AS n CROSS JOIN category AS c ON c.id = n.category
    WHERE CASE WHEN c.limit_m IS NOT NULL THEN n.walk_m <= c.limit_m ELSE n.walk_min <= c.limit_min END
    GROUP BY n.home_key
), judged AS (
    SELECT h.key, h.x, h.y, EXISTS (SELECT 1 FROM walk_access AS w
                                    WHERE w.layer = 'homes' AND w.row_key = h.key) AS joined,
           (SELECT count(*) FROM category) - coalesce(m.met, 0) AS missing
    FROM homes AS h LEFT JOIN met AS m ON m.home_key = h.key
    WHERE h.x BETWEEN :x_min AND :x_max AND h.y BETWEEN :y_min AND :y_max
)
SELECT x, y, CASE WHEN NOT joined THEN 'home.unknown' WHEN missing = 0 THEN 'home.covered'
                  ELSE 'home.missing.' || missing END AS sign
FROM judged
ORDER BY joined DESC, missing, key;
