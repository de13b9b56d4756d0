-- id: land_to_inflow
-- title: Housing land against net inflow
-- title_zh: 住宅用地供应与人口净流入匹配度
-- unit: ratio
-- better: higher
-- slices: comparison
-- denominator: inflow share
-- parameter: class = | only these classes, ids with commas between | text
-- parameter: kind = district | kind of area compared | text
-- parameter: year_from = | first year counted | 1800 .. 2200
-- parameter: year_to = | last year counted | 1800 .. 2200
-- needs: areas
-- about: Slice inflow: an area's share of the residential land supplied, divided by its share of the
-- about: net inflow of all areas of the kind that people move to; at least 1 where land follows
-- about: people. Areas that people leave have none. Slice tilt, for the city: the share of land that
-- about: goes to the areas with net inflow, divided by their share of the population; above 1 supply
-- about: leans towards them. Net inflow is areas.net_inflow, or population less population_base.
-- about_zh: 分项 inflow：区域居住用地供应占比与其人口净流入占比（在净流入区域中）之比，不小于 1 即用地
-- about_zh: 跟随人口；净流出区域不计。分项 tilt（全市）：净流入区域用地供应占比与其人口占比之比，
-- about_zh: 大于 1 即供应向其倾斜。净流入取 areas.net_inflow，未填时取人口与基期人口之差。

WITH land AS (
    SELECT a.area_id, sum(s.site_area_m2) AS area_m2
    FROM sites AS s JOIN site_atom AS t ON t.site_key = s.key JOIN atom_area AS a ON a.atom = t.atom
    WHERE (s.use IS NULL OR s.use LIKE '%居住%' OR s.use LIKE '%住宅%' OR s.use LIKE 'R%'
          OR s.use LIKE '%resid%')
          AND (:year_from IS NULL OR s.year >= :year_from) AND (:year_to IS NULL OR s.year <= :year_to)
          AND (:class IS NULL
               OR instr(',' || replace(:class, ' ', '') || ',', ',' || s.class || ',') > 0)
    GROUP BY a.area_id
), here AS (
    SELECT x.id, x.population, coalesce(x.net_inflow, x.population - x.population_base) AS inflow,
           coalesce(l.area_m2, 0.0) AS area_m2
    FROM areas AS x LEFT JOIN land AS l ON l.area_id = x.id WHERE x.kind = :kind AND x.id <> 'city'
), whole AS (
    SELECT sum(area_m2) AS area_m2, sum(max(inflow, 0.0)) AS inflow, sum(population) AS population,
           count(*) AS areas, count(inflow) AS known, count(population) AS counted
    FROM here
)
SELECT h.id AS area_id, 'inflow' AS slice, h.area_m2 / nullif(w.area_m2, 0) AS numerator,
       max(h.inflow, 0.0) / nullif(w.inflow, 0) AS denominator,
       CASE WHEN w.known < w.areas THEN 'not all areas of kind ' || :kind || ' say net_inflow'
            WHEN coalesce(w.area_m2, 0) = 0 THEN 'no residential land was supplied'
            WHEN h.inflow <= 0 THEN 'no net inflow here' END AS reason
FROM here AS h CROSS JOIN whole AS w
UNION ALL
SELECT 'city', 'tilt',
       (SELECT sum(area_m2) FROM here WHERE inflow > 0) / nullif(w.area_m2, 0),
       (SELECT sum(population) FROM here WHERE inflow > 0) / nullif(w.population, 0),
       CASE WHEN w.areas = 0 THEN 'no area of kind ' || :kind
            WHEN w.known < w.areas THEN 'not all areas of kind ' || :kind || ' say net_inflow'
            WHEN w.counted < w.areas THEN 'not all areas of kind ' || :kind || ' say population'
            WHEN coalesce(w.area_m2, 0) = 0 THEN 'no residential land was supplied'
            WHEN w.inflow = 0 THEN 'no area has a net inflow' END
FROM whole AS w;
