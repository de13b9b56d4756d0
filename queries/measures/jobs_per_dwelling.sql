-- id: jobs_per_dwelling
-- title: Jobs per dwelling within a kilometre
-- title_zh: 一公里内职住比（岗位/套）
-- unit: ratio
-- better: band
-- denominator: dwellings
-- norm: 北京《绿色建筑设计标准》征求意见稿 2012
-- clause: 1 km 范围内就业岗位与居住户数比
-- confidence: SEEN
-- parameter: band_low = 0.6 | balanced from | 0 .. 100
-- parameter: band_high = 1.6 | balanced up to | 0 .. 100
-- parameter: radius_m = 1000 | how far around each home, in a straight line | 100 .. 5000
-- about: Around the dwellings of an area: jobs within a kilometre divided by dwellings within a
-- about: kilometre, both summed over the dwellings, so that a job counts as often as dwellings have it
-- about: near. Borders of areas do not cut the circle. Homes and jobs are gathered in squares of
-- about: 200 m, whose mean points are compared. 0.6 to 1.6 counts as balanced; the band belongs to
-- about: this ratio.
-- about_zh: 以区域内每套住房为中心，一公里直线范围内岗位数之和与住房套数之和的比，不受区界切割。
-- about_zh: 住房与岗位先归并到 200 米方格，以格内平均位置计距。0.6–1.6 视为均衡；该区间仅适用于本比值。

-- Points of cells n apart are more than (n - 1) cells apart: no pair further than `reach` is near.
WITH RECURSIVE steps(n, reach) AS (
    SELECT -CAST(ceil(:radius_m / :ground_scale / 200) AS INTEGER),
           CAST(ceil(:radius_m / :ground_scale / 200) AS INTEGER)
    UNION ALL
    SELECT n + 1, reach FROM steps WHERE n < reach
), around AS MATERIALIZED (
    SELECT c.cx, c.cy, sum(o.jobs) AS jobs, sum(o.dwellings) AS dwellings
    FROM cell_200 AS c CROSS JOIN steps AS s
    CROSS JOIN cell_200 AS o
      ON o.cx = c.cx + s.n AND o.cy BETWEEN c.cy - s.reach AND c.cy + s.reach
    WHERE c.dwellings > 0
      AND ((o.x - c.x) * (o.x - c.x) + (o.y - c.y) * (o.y - c.y)) * :ground_scale * :ground_scale
          <= :radius_m * :radius_m
    GROUP BY c.cx, c.cy
), held AS (
    SELECT a.atom, CAST(floor(h.x / 200) AS INTEGER) AS cx, CAST(floor(h.y / 200) AS INTEGER) AS cy,
           sum(h.dwellings) AS dwellings
    FROM homes AS h JOIN home_atom AS a ON a.home_key = h.key
    GROUP BY 1, 2, 3
)
SELECT h.atom, sum(h.dwellings * r.jobs) AS numerator, sum(h.dwellings * r.dwellings) AS denominator
FROM held AS h LEFT JOIN around AS r ON r.cx = h.cx AND r.cy = h.cy
GROUP BY h.atom;
