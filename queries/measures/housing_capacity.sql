-- id: housing_capacity
-- title: Residents the housing stock can hold
-- title_zh: 住房存量可容纳人口
-- unit: residents
-- better: higher
-- parameter: per_resident_m2 = 42 | floor area a resident is to have | 1 .. 500
-- parameter: sites = 1 | whether layer sites is added to the homes that stand, 1 or 0 | 0 .. 1
-- optional: sites
-- about: Floor area of the homes that stand, and of the sites to come, divided by what a resident is
-- about: to have: how many people the stock can hold at that standard.
-- about_zh: 现状住房与规划地块的建筑面积之和除以人均标准，即按该标准可容纳的人口。

SELECT a.atom, sum(h.floor_area_m2) / :per_resident_m2 AS numerator
FROM homes AS h JOIN home_atom AS a ON a.home_key = h.key GROUP BY a.atom
UNION ALL
SELECT a.atom, sum(coalesce(s.floor_area_m2, s.far * s.site_area_m2)) / :per_resident_m2
FROM sites AS s JOIN site_atom AS a ON a.site_key = s.key
WHERE :sites = 1 AND coalesce(s.status, '') <> 'completed' GROUP BY a.atom;
