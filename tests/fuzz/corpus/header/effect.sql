-- id: shops
-- title: Jobs per resident worker
-- title_zh: 职住比（岗位/就业居民）
-- unit: ratio
-- measure: jobs_per_worker
-- parameter: band_low = 0.8 | as in the measure | 0 .. 100
-- parameter: band_high = 1.2 | as in the measure | 0 .. 100
-- about: The resident workers of the site; it brings no jobs.
-- about_zh: 地块的就业居民；地块不带来岗位。

SELECT p.site_key, h.area_id, '' AS slice, '' AS base, 0.0 AS numerator, p.workers AS denominator
FROM site_people AS p JOIN site_home AS h ON h.site_key = p.site_key
WHERE p.workers IS NOT NULL;
