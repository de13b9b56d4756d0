-- id: household_size
-- title: Residents per household
-- title_zh: 户均人口
-- unit: residents per household
-- better: none
-- denominator: households
-- about: Residents divided by households, over the homes that state both.
-- about_zh: 居住人口与户数之比，仅计两项均已填的住房。

SELECT a.atom, sum(h.residents) AS numerator, sum(h.households) AS denominator
FROM homes AS h JOIN home_atom AS a ON a.home_key = h.key
WHERE h.residents IS NOT NULL AND h.households IS NOT NULL
GROUP BY a.atom;
