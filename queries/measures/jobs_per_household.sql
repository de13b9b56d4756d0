-- id: jobs_per_household
-- title: Jobs per household
-- title_zh: 职住比（岗位/户）
-- unit: ratio
-- better: band
-- denominator: households
-- norm: Cervero 1996
-- confidence: SEEN
-- parameter: band_low = 0.75 | balanced from | 0 .. 100
-- parameter: band_high = 1.5 | balanced up to | 0 .. 100
-- about: Jobs divided by households of an area. 0.75 to 1.50 counts as balanced; the band belongs to
-- about: this ratio and not to jobs per worker or per dwelling.
-- about_zh: 区域内就业岗位数与家庭户数之比。0.75–1.50 视为均衡；该区间仅适用于本比值，
-- about_zh: 不适用于岗位与就业居民、岗位与住房套数之比。

SELECT atom, jobs AS numerator, NULL AS denominator FROM atom_job
UNION ALL
SELECT atom, 0.0, households FROM atom_home;
