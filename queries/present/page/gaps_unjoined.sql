-- id: gaps_unjoined
-- title: Homes without a street
-- title_zh: 未接入路网的住房
-- about: Homes of which nothing can be said.
-- stage: walk
SELECT count(*) AS homes, total(h.dwellings) AS dwellings, total(h.residents) AS residents
FROM page_home AS p JOIN homes AS h ON h.key = p.key
WHERE NOT p.joined;
