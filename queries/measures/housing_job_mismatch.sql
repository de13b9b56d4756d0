-- id: housing_job_mismatch
-- title: Mismatch of housing, jobs and people
-- title_zh: 人房业空间错配指数
-- unit: share
-- better: lower
-- slices: pair
-- norm: Duncan & Duncan 1955
-- confidence: GK-H
-- parameter: kind = district | kind of the areas that are compared | text
-- needs: areas
-- optional: homes, jobs
-- about: Half the sum of the differences between two shares of every area of a kind, as of its
-- about: dwellings and of its jobs: 0 where they are spread alike, 1 where they never meet. It is the
-- about: part of one that would have to move. The row of an area is what it adds to the city's.
-- about_zh: 某类区域中两种要素占比之差绝对值之和的一半（如住房套数与就业岗位）：0 为分布一致，1 为完全分离，
-- about_zh: 即须搬动的比例。某一区域的数值为其对全市指数的贡献。

WITH place AS (
    SELECT atom, 'dwellings' AS base, dwellings AS amount FROM atom_home
    UNION ALL SELECT atom, 'residents', residents FROM atom_home
    UNION ALL SELECT atom, 'workers', workers FROM atom_home
    UNION ALL SELECT atom, 'jobs', jobs FROM atom_job
), compared AS (
    SELECT id FROM areas WHERE kind = :kind
), part AS (
    SELECT c.id AS area_id, p.base, sum(p.amount) AS amount
    FROM place AS p JOIN atom_area AS m ON m.atom = p.atom JOIN compared AS c ON c.id = m.area_id
    GROUP BY c.id, p.base
), whole AS (
    SELECT base, sum(amount) AS amount FROM part GROUP BY base
), pair(slice, a, b) AS (
    VALUES ('dwellings:jobs', 'dwellings', 'jobs'), ('workers:jobs', 'workers', 'jobs'),
           ('residents:jobs', 'residents', 'jobs'),
           ('dwellings:residents', 'dwellings', 'residents')
), judged AS (
    SELECT p.slice, p.a, p.b, u.amount AS whole_a, v.amount AS whole_b,
           CASE WHEN NOT EXISTS (SELECT 1 FROM compared) THEN
                    'no area of kind ' || :kind || ' was supplied'
                WHEN NOT EXISTS (SELECT 1 FROM homes) THEN 'needs layer homes, which is empty'
                WHEN p.b = 'jobs' AND NOT EXISTS (SELECT 1 FROM jobs) THEN
                    'needs layer jobs, which is empty'
                WHEN u.amount IS NULL THEN 'homes have no ' || p.a
                WHEN u.amount = 0 THEN 'no ' || p.a || ' here'
                WHEN v.amount IS NULL AND p.b <> 'jobs' THEN 'homes have no ' || p.b
                WHEN coalesce(v.amount, 0) = 0 THEN 'no ' || p.b || ' here' END AS reason
    FROM pair AS p LEFT JOIN whole AS u ON u.base = p.a LEFT JOIN whole AS v ON v.base = p.b
), gap AS (
    SELECT c.id AS area_id, j.slice, j.reason,
           abs(coalesce(x.amount, 0) / j.whole_a - coalesce(y.amount, 0) / j.whole_b) / 2 AS amount
    FROM compared AS c CROSS JOIN judged AS j
    LEFT JOIN part AS x ON x.area_id = c.id AND x.base = j.a
    LEFT JOIN part AS y ON y.area_id = c.id AND y.base = j.b
)
SELECT area_id, slice, amount AS numerator, reason FROM gap
UNION ALL
SELECT 'city', j.slice, sum(g.amount), j.reason
FROM judged AS j LEFT JOIN gap AS g ON g.slice = j.slice GROUP BY j.slice;
