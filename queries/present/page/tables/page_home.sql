-- id: page_home
-- about: The homes with the categories that each reaches on foot within its limit, as '|a|b|'; joined 0:
-- about: no street could be joined, so that nothing can be said. amount is what a home counts: its residents,
-- about: or its dwellings or 1 where no home of the city says how many.
WITH met AS MATERIALIZED (
    SELECT n.home_key, '|' || group_concat(n.category, '|') || '|' AS met
    FROM walk_nearest AS n CROSS JOIN page_category AS c ON c.id = n.category
    -- The first condition needs no category, and spares looking one up for most rows.
    WHERE (n.walk_m <= (SELECT max(limit_m) FROM page_category)
           OR n.walk_min <= (SELECT max(limit_min) FROM page_category))
      AND CASE WHEN c.limit_m IS NOT NULL THEN n.walk_m <= c.limit_m
               ELSE n.walk_min <= c.limit_min END
    GROUP BY n.home_key
), known AS MATERIALIZED (
    SELECT EXISTS (SELECT 1 FROM homes WHERE residents > 0) AS residents,
           EXISTS (SELECT 1 FROM homes WHERE dwellings > 0) AS dwellings
)
SELECT h.key, coalesce(m.met, '|') AS met, w.row_key IS NOT NULL AS joined,
       CASE WHEN k.residents THEN h.residents WHEN k.dwellings THEN h.dwellings ELSE 1.0 END AS amount
FROM homes AS h CROSS JOIN known AS k
LEFT JOIN walk_access AS w ON w.layer = 'homes' AND w.row_key = h.key AND w.part = 1
LEFT JOIN met AS m ON m.home_key = h.key
ORDER BY h.key;
