-- id: demand_per_head
-- title: Demand of the people added
-- title_zh: 住房需求：新增人口人均面积法
-- unit: m2
-- better: none
-- parameter: added_per_year = | people added in a year | 0 .. 1000000000
-- parameter: per_resident_m2 = | new floor area for each of them | 0 .. 500
-- parameter: years = 5 | years of the period | 0 .. 100
-- about: People added in the period times the new floor area for each. The floor area is the user's:
-- about: plans that name the method do not state it.
-- about_zh: 规划期新增人口乘以人均新建住房面积。人均面积由使用者给出，规划未列明。

SELECT 'city' AS area_id, :added_per_year * :years * :per_resident_m2 AS numerator,
       CASE WHEN :added_per_year IS NULL OR :per_resident_m2 IS NULL
            THEN 'give added_per_year and per_resident_m2' END AS reason;
