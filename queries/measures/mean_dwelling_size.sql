-- id: mean_dwelling_size
-- title: Mean floor area of a dwelling
-- title_zh: 套均建筑面积
-- unit: m2 per dwelling
-- better: none
-- denominator: dwellings
-- parameter: class = | only these classes, ids with commas between | text
-- parameter: layer = programmes | what is counted | programmes, sites, homes
-- parameter: year_from = | first year counted | 1800 .. 2200
-- parameter: year_to = | last year counted | 1800 .. 2200
-- needs: programmes if layer = programmes
-- needs: sites if layer = sites
-- needs: homes if layer = homes
-- optional: programmes, sites, homes
-- about: Floor area divided by dwellings, over the rows that state both.
-- about_zh: 建筑面积与套数之比，仅计两项均已填的行。

WITH row AS (
    SELECT a.atom, p.class, p.year, p.units AS dwellings, p.floor_area_m2
    FROM programmes AS p JOIN programme_atom AS a ON a.programme_key = p.key
    WHERE :layer = 'programmes'
    UNION ALL
    SELECT a.atom, s.class, s.year, s.dwellings, coalesce(s.floor_area_m2, s.far * s.site_area_m2)
    FROM sites AS s JOIN site_atom AS a ON a.site_key = s.key WHERE :layer = 'sites'
    UNION ALL
    SELECT a.atom, h.class, h.build_year, h.dwellings, h.floor_area_m2
    FROM homes AS h JOIN home_atom AS a ON a.home_key = h.key WHERE :layer = 'homes'
)
SELECT r.atom, sum(r.floor_area_m2) AS numerator, sum(r.dwellings) AS denominator
FROM row AS r
WHERE r.floor_area_m2 IS NOT NULL AND r.dwellings IS NOT NULL
      AND (:year_from IS NULL OR r.year >= :year_from) AND (:year_to IS NULL OR r.year <= :year_to)
      AND (:class IS NULL
           OR instr(',' || replace(:class, ' ', '') || ',', ',' || r.class || ',') > 0)
GROUP BY r.atom;
