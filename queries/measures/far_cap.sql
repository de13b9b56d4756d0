-- id: far_cap
-- title: Floor area ratio against its cap
-- title_zh: 片区容积率与上限之比
-- unit: ratio
-- better: lower
-- denominator: floor area allowed
-- parameter: kind = | only areas of this kind; for the city's figure kinds that overlap must not mix | text
-- parameter: of = sites | plots counted: sites, or existing homes with a ratio as well | sites, all
-- needs: areas
-- optional: homes
-- about: Floor area of an area's plots divided by what its cap (areas.far_cap) allows on their land:
-- about: at most 1 where single dense plots are made up for by others. The city is the sum over the
-- about: areas that state a cap. The land of a home is its floor area divided by its ratio.
-- about_zh: 片区内地块建筑面积合计与按片区容积率上限（areas.far_cap）在其用地上允许的建筑面积之比；
-- about_zh: 不大于 1 即个别地块高容而片区总体不突破。全市为各填有上限的片区之和。

WITH plot AS (
    SELECT a.atom, coalesce(s.floor_area_m2, s.far * s.site_area_m2) AS floor_area_m2,
           s.site_area_m2 AS land_m2
    FROM sites AS s JOIN site_atom AS a ON a.site_key = s.key
    WHERE s.site_area_m2 > 0 AND coalesce(s.floor_area_m2, s.far) IS NOT NULL
    UNION ALL
    SELECT a.atom, h.floor_area_m2, h.floor_area_m2 / h.far
    FROM homes AS h JOIN home_atom AS a ON a.home_key = h.key
    WHERE :of = 'all' AND h.far > 0 AND h.floor_area_m2 > 0
), by_atom AS (
    SELECT atom, sum(floor_area_m2) AS floor_area_m2, sum(land_m2) AS land_m2 FROM plot GROUP BY atom
), capped AS (
    SELECT x.id, total(b.floor_area_m2) AS floor_area_m2, total(b.land_m2) * x.far_cap AS allowed_m2
    FROM areas AS x LEFT JOIN atom_area AS a ON a.area_id = x.id
    LEFT JOIN by_atom AS b ON b.atom = a.atom
    WHERE x.far_cap > 0 AND (:kind IS NULL OR x.kind = :kind)
    GROUP BY x.id
)
SELECT id AS area_id, floor_area_m2 AS numerator, allowed_m2 AS denominator,
       CASE WHEN allowed_m2 = 0 THEN 'no plot with area and ratio here' END AS reason
FROM capped WHERE id <> 'city'
UNION ALL
SELECT 'city', sum(floor_area_m2), sum(allowed_m2),
       CASE WHEN count(*) = 0 THEN 'no area has far_cap' END
FROM capped;
