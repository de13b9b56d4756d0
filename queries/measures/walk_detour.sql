-- id: walk_detour
-- title: Detour of the walk
-- title_zh: 步行绕行系数
-- unit: ratio
-- better: lower
-- base: residents
-- slices: category
-- norm: circuity of street networks
-- clause: 1.2–1.4 is usual
-- confidence: SEEN2
-- needs: streets
-- optional: facilities, stations
-- about: Metres walked to the nearest facility of each category divided by metres in a straight line
-- about: to the nearest one, summed over residents who have one within its limit in a straight line:
-- about: by how much a circle flatters. Homes that reach none on foot are left out.
-- about_zh: 对直线距离内有某类设施的居民，至最近设施的步行距离之和与直线距离之和的比，反映画圈法高估的程度。
-- about_zh: 步行到不了的住房不计。

SELECT a.atom, w.category AS slice, 'residents' AS base,
       sum(h.residents * w.walk_m) AS numerator, sum(h.residents * w.straight_m) AS denominator
FROM walk_nearest AS w
JOIN category_limit AS l ON l.category = w.category
JOIN homes AS h ON h.key = w.home_key
JOIN home_atom AS a ON a.home_key = w.home_key
WHERE w.straight_m <= l.straight_limit_m AND w.straight_m > 0 AND w.walk_m IS NOT NULL
GROUP BY a.atom, w.category;
