-- id: supply_far
-- title: Floor area ratio of housing land
-- title_zh: 居住用地平均容积率
-- unit: ratio
-- better: none
-- denominator: land
-- parameter: class = | only these classes, ids with commas between | text
-- parameter: mode = | only these modes: new, converted, purchased, renewed, subsidised | text
-- parameter: status = | only in these states: planned, supplied, started, completed | text
-- parameter: year_from = | first year counted | 1800 .. 2200
-- parameter: year_to = | last year counted | 1800 .. 2200
-- about: Floor area divided by site area of layer sites: the mean ratio weighted by plot. A site
-- about: without floor area counts with its own ratio; one without area or ratio is left out.
-- about_zh: 图层 sites 建筑面积合计与用地面积合计之比，即按地块面积加权的平均容积率。
-- about_zh: 未填建筑面积的按容积率推算；无面积或无容积率的不计。

SELECT a.atom, sum(coalesce(s.floor_area_m2, s.far * s.site_area_m2)) AS numerator,
       sum(s.site_area_m2) AS denominator
FROM sites AS s JOIN site_atom AS a ON a.site_key = s.key
WHERE coalesce(s.floor_area_m2, s.far * s.site_area_m2) IS NOT NULL AND s.site_area_m2 > 0
      AND (s.use IS NULL OR s.use LIKE '%居住%' OR s.use LIKE '%住宅%' OR s.use LIKE 'R%'
          OR s.use LIKE '%resid%')
      AND (:year_from IS NULL OR s.year >= :year_from) AND (:year_to IS NULL OR s.year <= :year_to)
      AND (:class IS NULL
           OR instr(',' || replace(:class, ' ', '') || ',', ',' || s.class || ',') > 0)
      AND (:mode IS NULL
           OR instr(',' || replace(:mode, ' ', '') || ',', ',' || s.mode || ',') > 0)
      AND (:status IS NULL
           OR instr(',' || replace(:status, ' ', '') || ',', ',' || s.status || ',') > 0)
GROUP BY a.atom;
