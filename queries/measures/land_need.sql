-- id: land_need
-- title: Housing land needed
-- title_zh: 住房用地需求
-- unit: m2
-- better: none
-- parameter: added_residents = | people to be housed, where floor_area_m2 is not given | 0 .. 1000000000
-- parameter: far = | floor area ratio of the land | 0.01 .. 20
-- parameter: floor_area_m2 = | floor area to be started | 0 .. 100000000000
-- parameter: idle_m2 = 0 | land that lies ready | 0 .. 100000000000
-- parameter: per_resident_m2 = | floor area a resident is to have | 1 .. 500
-- about: Floor area divided by the floor area ratio, less the land that lies ready. The floor area is
-- about: given, or follows from the people to be housed (people to homes to land). All figures are
-- about: the user's: no plan states them.
-- about_zh: 建筑面积除以容积率，减去可用的闲置土地。建筑面积可直接给出，或由新增人口与人均面积推算
-- about_zh: （以人定房、以房定地）。各参数均由使用者给出，规划未列明。

SELECT 'city' AS area_id,
       max(0.0, coalesce(:floor_area_m2, :added_residents * :per_resident_m2) / :far - :idle_m2)
           AS numerator,
       CASE WHEN :far IS NULL THEN 'give far'
            WHEN coalesce(:floor_area_m2, :added_residents * :per_resident_m2) IS NULL
                THEN 'give floor_area_m2, or added_residents and per_resident_m2' END AS reason;
