-- id: dwellings_by_class
-- title: Dwellings by class
-- title_zh: 各类住房套数
-- unit: dwellings
-- better: none
-- base: dwellings
-- slices: class
-- about: Existing dwellings of layer homes by class; slice all is their sum, and unknown holds those
-- about: without a class.
-- about_zh: 现状住房（图层 homes）按类别的套数；分项 all 为合计，unknown 为未注明类别者。

SELECT a.atom, coalesce(h.class, 'unknown') AS slice, 'dwellings' AS base,
       sum(h.dwellings) AS numerator
FROM homes AS h JOIN home_atom AS a ON a.home_key = h.key
GROUP BY a.atom, coalesce(h.class, 'unknown')
UNION ALL
SELECT atom, 'all', 'dwellings', dwellings FROM atom_home;
