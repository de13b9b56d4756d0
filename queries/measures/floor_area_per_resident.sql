-- id: floor_area_per_resident
-- title: Floor area per resident
-- title_zh: 人均住房建筑面积
-- unit: m2 per resident
-- better: higher
-- denominator: residents
-- parameter: class = | only these classes, ids with commas between | text
-- about: Floor area of existing homes divided by their residents. Only homes that state both count,
-- about: so that a gap in one column does not shift the figure.
-- about_zh: 现状住房建筑面积与居住人口之比。仅计两项均已填的住房，以免缺项使结果偏移。

SELECT a.atom, sum(h.floor_area_m2) AS numerator, sum(h.residents) AS denominator
FROM homes AS h JOIN home_atom AS a ON a.home_key = h.key
WHERE h.floor_area_m2 IS NOT NULL AND h.residents IS NOT NULL
      AND (:class IS NULL
           OR instr(',' || replace(:class, ' ', '') || ',', ',' || h.class || ',') > 0)
GROUP BY a.atom;
