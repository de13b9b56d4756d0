-- id: dwellings_per_household
-- title: Dwellings per household
-- title_zh: 户均住房套数
-- unit: ratio
-- better: none
-- denominator: households
-- about: Existing dwellings divided by households, over the homes that state both.
-- about_zh: 现状住房套数与户数之比，仅计两项均已填的住房。

SELECT a.atom, sum(h.dwellings) AS numerator, sum(h.households) AS denominator
FROM homes AS h JOIN home_atom AS a ON a.home_key = h.key
WHERE h.dwellings IS NOT NULL AND h.households IS NOT NULL
GROUP BY a.atom;
