-- id: population_growth
-- title: Population growth per year
-- title_zh: 常住人口年均增长
-- unit: residents per year
-- better: none
-- parameter: kind = district | kind of area that the city is summed from | text
-- parameter: years = 5 | years between population_base and population | 0.5 .. 100
-- needs: areas
-- about: Population of an area less its population at the start of the plan, divided by the years
-- about: between. The city is the sum over the areas of one kind, all of which must state both.
-- about_zh: 区域人口与规划基期人口之差除以年数。全市为某一层级各区域之和，且该层级须全部填有两项人口。

SELECT id AS area_id, (population - population_base) / :years AS numerator,
       CASE WHEN population IS NULL OR population_base IS NULL
            THEN 'the area does not say population and population_base' END AS reason
FROM areas WHERE id <> 'city' AND (kind = :kind OR population_base IS NOT NULL)
UNION ALL
SELECT 'city', CASE WHEN count(population - population_base) = count(*)
                    THEN sum(population - population_base) / :years END,
       CASE WHEN count(*) = 0 THEN 'no area of kind ' || :kind
            WHEN count(population - population_base) < count(*)
            THEN 'not all areas of kind ' || :kind || ' say population and population_base' END
FROM areas WHERE kind = :kind;
