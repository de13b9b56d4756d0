-- id: jobs_per_household
-- title: Jobs per household
-- title_zh: 职住比（岗位/户）
-- unit: ratio
-- measure: jobs_per_household
-- parameter: band_low = 0.75 | as in the measure | 0 .. 100
-- parameter: band_high = 1.5 | as in the measure | 0 .. 100
-- about: The households of the site; it brings no jobs.
-- about_zh: 地块的户数；地块不带来岗位。

SELECT p.site_key, h.area_id, '' AS slice, '' AS base, 0.0 AS numerator, p.households AS denominator
FROM site_people AS p JOIN site_home AS h ON h.site_key = p.site_key
WHERE p.households IS NOT NULL;
