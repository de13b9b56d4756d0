-- id: vacancy
-- title: Empty dwellings
-- title_zh: 住房空置率
-- unit: share
-- better: none
-- denominator: dwellings
-- parameter: class = | only these classes, ids with commas between | text
-- about: Empty dwellings as a share of all, over the homes that state both. Of let housing, 1 less
-- about: this share is the share let.
-- about_zh: 空置套数占总套数的比重，仅计两项均已填的住房。租赁住房的入住率为 1 减去本值。

SELECT a.atom, sum(h.vacant) AS numerator, sum(h.dwellings) AS denominator, NULL AS reason
FROM homes AS h JOIN home_atom AS a ON a.home_key = h.key
WHERE h.vacant IS NOT NULL AND h.dwellings IS NOT NULL
      AND (:class IS NULL
           OR instr(',' || replace(:class, ' ', '') || ',', ',' || h.class || ',') > 0)
GROUP BY a.atom
UNION ALL
SELECT NULL, NULL, NULL, 'homes have no vacant'
WHERE NOT EXISTS (SELECT 1 FROM homes WHERE vacant IS NOT NULL);
