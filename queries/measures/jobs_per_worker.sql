-- id: jobs_per_worker
-- title: Jobs per resident worker
-- title_zh: 职住比（岗位/就业居民）
-- unit: ratio
-- better: band
-- denominator: workers
-- norm: Cervero 1989, 1991
-- confidence: GK-H
-- parameter: band_low = 0.8 | balanced from | 0 .. 100
-- parameter: band_high = 1.2 | balanced up to | 0 .. 100
-- about: Jobs divided by the employed residents of an area. 0.8 to 1.2 counts as balanced; the band
-- about: belongs to this ratio.
-- about_zh: 区域内就业岗位数与就业居民数之比。0.8–1.2 视为均衡；该区间仅适用于本比值。

SELECT atom, jobs AS numerator, NULL AS denominator FROM atom_job
UNION ALL
SELECT atom, 0.0, workers FROM atom_home;
