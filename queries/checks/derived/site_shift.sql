-- id: site_shift
-- made: once
-- about: The eight directions in which a site is moved to see what its position is worth.

WITH way(step) AS (VALUES (0), (1), (2), (3), (4), (5), (6), (7))
SELECT step, :position_m / :ground_scale * cos_of AS dx, :position_m / :ground_scale * sin_of AS dy
FROM (SELECT step,
             CASE step WHEN 0 THEN 1.0 WHEN 4 THEN -1.0 WHEN 2 THEN 0.0 WHEN 6 THEN 0.0
                       WHEN 1 THEN sqrt(0.5) WHEN 7 THEN sqrt(0.5) ELSE -sqrt(0.5) END AS cos_of,
             CASE step WHEN 2 THEN 1.0 WHEN 6 THEN -1.0 WHEN 0 THEN 0.0 WHEN 4 THEN 0.0
                       WHEN 1 THEN sqrt(0.5) WHEN 3 THEN sqrt(0.5) ELSE -sqrt(0.5) END AS sin_of
      FROM way)
ORDER BY step;
