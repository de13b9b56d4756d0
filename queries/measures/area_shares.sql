-- id: area_shares
-- title: Shares of homes, people, jobs and land
-- title_zh: 人地房产业分布占比
-- unit: share
-- better: none
-- base: dwellings, residents, workers, households, floor_area_m2, jobs, land
-- parameter: kind = district | kind of the areas that are compared | text
-- needs: areas
-- optional: homes, jobs
-- about: What part of all dwellings, residents, jobs and land of the areas of a kind lies in each of
-- about: them. For the city: what part of the city's lies in areas of that kind.
-- about_zh: 某类区域中每一区域的住房、居民、就业居民、岗位、用地占该类区域合计的比例；
-- about_zh: 全市一行为位于该类区域内者占全市的比例（用地除外）。

WITH place AS (
    SELECT atom, 'dwellings' AS base, dwellings AS amount FROM atom_home
    UNION ALL SELECT atom, 'residents', residents FROM atom_home
    UNION ALL SELECT atom, 'workers', workers FROM atom_home
    UNION ALL SELECT atom, 'households', households FROM atom_home
    UNION ALL SELECT atom, 'floor_area_m2', floor_area_m2 FROM atom_home
    UNION ALL SELECT atom, 'jobs', jobs FROM atom_job
), compared AS (
    SELECT id, ST_Area(geom) AS land FROM areas WHERE kind = :kind
), figure(base, layer, known) AS (
    SELECT 'dwellings', 'homes', EXISTS (SELECT 1 FROM homes)
    UNION ALL SELECT 'residents', 'homes', EXISTS (SELECT 1 FROM homes)
    UNION ALL SELECT 'workers', 'homes', EXISTS (SELECT 1 FROM homes)
    UNION ALL SELECT 'households', 'homes', EXISTS (SELECT 1 FROM homes)
    UNION ALL SELECT 'floor_area_m2', 'homes', EXISTS (SELECT 1 FROM homes)
    UNION ALL SELECT 'jobs', 'jobs', EXISTS (SELECT 1 FROM jobs)
), part AS (
    SELECT c.id AS area_id, p.base, sum(p.amount) AS amount
    FROM place AS p JOIN atom_area AS m ON m.atom = p.atom JOIN compared AS c ON c.id = m.area_id
    GROUP BY c.id, p.base
), inside AS (
    SELECT base, sum(amount) AS amount FROM part GROUP BY base
), whole AS (
    SELECT base, sum(amount) AS amount FROM place GROUP BY base
), lacking AS (
    SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM compared) THEN
                'no area of kind ' || :kind || ' was supplied' END AS reason
)
SELECT c.id AS area_id, f.base, iif(i.amount IS NULL, NULL, coalesce(p.amount, 0.0)) AS numerator,
       i.amount AS denominator,
       CASE WHEN NOT f.known THEN 'needs layer ' || f.layer || ', which is empty'
            WHEN i.amount IS NULL THEN f.layer || ' have no ' || f.base END AS reason
FROM compared AS c CROSS JOIN figure AS f LEFT JOIN inside AS i ON i.base = f.base
LEFT JOIN part AS p ON p.area_id = c.id AND p.base = f.base
UNION ALL
SELECT c.id, 'land', c.land, (SELECT sum(land) FROM compared), NULL FROM compared AS c
UNION ALL
SELECT 'city', f.base, iif(w.amount IS NULL, NULL, coalesce(i.amount, 0.0)), w.amount,
       coalesce(l.reason, CASE WHEN NOT f.known THEN 'needs layer ' || f.layer || ', which is empty'
                               WHEN w.amount IS NULL THEN f.layer || ' have no ' || f.base END)
FROM figure AS f CROSS JOIN lacking AS l LEFT JOIN whole AS w ON w.base = f.base
LEFT JOIN inside AS i ON i.base = f.base;
