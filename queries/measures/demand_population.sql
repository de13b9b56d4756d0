-- id: demand_population
-- title: Population carried forward
-- title_zh: 人口外推
-- unit: residents
-- better: none
-- parameter: kind = district | kind of area that the city is summed from | text
-- parameter: method = linear | the same increment again, or the same rate | linear, geometric
-- parameter: population = | residents now; blank: layer areas | 0 .. 10000000000
-- parameter: population_base = | residents years_back earlier; blank: layer areas | 0 .. 10000000000
-- parameter: years = 5 | years to carry forward | 0 .. 100
-- parameter: years_back = 5 | years between the two counts | 0.5 .. 100
-- about: Population after some years, if it goes on growing as it did: by the same number a year
-- about: (linear) or at the same rate (geometric). Without parameters the populations of layer areas
-- about: are taken, by area; the city is then the sum of one kind of area, all of which must state both.
-- about_zh: 按以往增长外推的人口：每年增量不变（linear）或增速不变（geometric）。未给参数时按图层 areas
-- about_zh: 的人口与基期人口逐区外推；全市取某一层级之和，且须各区均填。

WITH given AS (
    SELECT id, population AS now, population_base AS before FROM areas
    WHERE id <> 'city' AND :population IS NULL AND population_base IS NOT NULL AND population IS NOT NULL
    UNION ALL
    SELECT 'city', :population, :population_base
    WHERE :population IS NOT NULL AND :population_base IS NOT NULL
    UNION ALL
    SELECT 'city', sum(population), sum(population_base) FROM areas
    WHERE kind = :kind AND :population IS NULL
    HAVING count(*) > 0 AND count(population) = count(*) AND count(population_base) = count(*)
)
SELECT id AS area_id,
       CASE :method WHEN 'linear' THEN now + (now - before) * :years / :years_back
                    ELSE now * pow(now / before, :years / :years_back) END AS numerator,
       CASE WHEN :method = 'geometric' AND before = 0 THEN 'population_base is 0' END AS reason
FROM given
UNION ALL
SELECT 'city', NULL, 'give population and population_base'
WHERE NOT EXISTS (SELECT 1 FROM given WHERE id = 'city');
