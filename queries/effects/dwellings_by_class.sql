-- id: dwellings_by_class
-- title: Dwellings by class
-- title_zh: 各类住房套数
-- unit: dwellings
-- measure: dwellings_by_class
-- about: The dwellings of the site, by its class and in all.
-- about_zh: 地块的住房套数，按类别及合计。

SELECT p.site_key, h.area_id, s.slice, 'dwellings' AS base, p.dwellings AS numerator, NULL AS denominator
FROM site_people AS p JOIN site_home AS h ON h.site_key = p.site_key
JOIN (SELECT site_key, coalesce(class, 'unknown') AS slice FROM site_people
      UNION ALL SELECT site_key, 'all' FROM site_people) AS s ON s.site_key = p.site_key
WHERE p.dwellings IS NOT NULL;
