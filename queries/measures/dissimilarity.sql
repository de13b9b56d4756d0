-- id: dissimilarity
-- title: Segregation of housing classes
-- title_zh: 住房类别分异指数
-- unit: share
-- better: lower
-- base: dwellings
-- norm: Duncan & Duncan 1955
-- confidence: GK-H
-- parameter: kind = district | kind of the areas that are compared | text
-- parameter: classes = affordable_rental,public_rental | classes of the group, separated by commas | text
-- parameter: layer = homes | standing homes, planned sites, or both | homes, sites, both
-- optional: areas, homes, sites
-- needs: areas
-- needs: homes if layer = homes
-- needs: sites if layer = sites
-- about: Index of dissimilarity of one group of dwellings against all others over the areas of a
-- about: kind: the part of the group that would have to move to be spread as the others are. 0 is
-- about: scattered, 1 is apart. Dwellings without a class count among the others. The row of an area
-- about: is what it adds to the city's.
-- about_zh: 某组住房（按类别）与其余住房在某类区域间的分异指数：该组须迁移多大比例方与其余分布一致，0 为分散配建，
-- about_zh: 1 为完全集中隔离。未注明类别者计入其余。某一区域的数值为其对全市指数的贡献。

WITH place AS (
    SELECT a.atom, h.class, h.dwellings FROM homes AS h JOIN home_atom AS a ON a.home_key = h.key
    WHERE :layer <> 'sites'
    UNION ALL
    SELECT a.atom, s.class, s.dwellings FROM sites AS s JOIN site_atom AS a ON a.site_key = s.key
    WHERE :layer <> 'homes'
), compared AS (
    SELECT id FROM areas WHERE kind = :kind
), part AS (
    SELECT m.area_id,
           total(iif(instr(',' || replace(:classes, ' ', '') || ',', ',' || p.class || ','),
                     p.dwellings, 0)) AS own,
           total(p.dwellings) AS every
    FROM place AS p JOIN atom_area AS m ON m.atom = p.atom JOIN compared AS c ON c.id = m.area_id
    GROUP BY m.area_id
), whole AS (
    SELECT total(own) AS own, total(every) - total(own) AS other FROM part
), judged AS (
    SELECT own, other,
           CASE WHEN NOT EXISTS (SELECT 1 FROM compared) THEN
                    'no area of kind ' || :kind || ' was supplied'
                WHEN own = 0 THEN 'no dwellings of these classes'
                WHEN other = 0 THEN 'no dwellings of other classes' END AS reason
    FROM whole
), gap AS (
    SELECT c.id AS area_id, j.reason,
           iif(j.reason IS NULL, abs(coalesce(p.own, 0) / j.own
                                     - (coalesce(p.every, 0) - coalesce(p.own, 0)) / j.other) / 2,
               NULL) AS amount
    FROM compared AS c CROSS JOIN judged AS j LEFT JOIN part AS p ON p.area_id = c.id
)
SELECT area_id, 'dwellings' AS base, amount AS numerator, reason FROM gap
UNION ALL
SELECT 'city', 'dwellings', (SELECT sum(amount) FROM gap), reason FROM judged;
