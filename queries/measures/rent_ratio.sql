-- id: rent_ratio
-- title: Rent against market rent
-- title_zh: 租金与市场租金之比
-- unit: ratio
-- better: lower
-- denominator: market rent
-- norm: 国办发〔2021〕22号
-- clause: 保障性租赁住房租金低于同地段同品质市场租赁住房租金
-- confidence: SEEN
-- parameter: against = homes | market rents from layer homes, or from layer market | homes, market
-- parameter: class = affordable_rental | homes whose rent is judged, ids with commas between | text
-- parameter: kind = district | kind of area within which rents are compared | text
-- parameter: of_class = market_rental,commodity | homes that pay market rents | text
-- needs: market if against = market
-- optional: market
-- about: What the homes of a class pay per m2, divided by what the market asks in the same area of
-- about: the given kind; both are weighted by the floor area of the homes judged, so that place is
-- about: compared with like place. Homes without rent or floor area, and areas without a market
-- about: rent, are left out. Quality is not compared: layer homes does not know it.
-- about_zh: 某类住房每平方米租金与同一区域（kind 所指层级）市场租金之比，两者均按被比较住房的建筑面积
-- about_zh: 加权，即同地段相比。未填租金或面积的住房、没有市场租金的区域不计。数据中没有品质，故不比较品质。

WITH local AS (
    SELECT a.atom, a.area_id FROM atom_area AS a JOIN areas AS x ON x.id = a.area_id
    WHERE x.kind = :kind
), home AS (
    SELECT h.class, h.rent, h.floor_area_m2, a.atom, l.area_id
    FROM homes AS h JOIN home_atom AS a ON a.home_key = h.key JOIN local AS l ON l.atom = a.atom
    WHERE h.rent > 0 AND h.floor_area_m2 > 0
), asked AS (
    SELECT area_id, sum(rent * floor_area_m2) / sum(floor_area_m2) AS rent
    FROM home AS r
    WHERE :against = 'homes'
          AND instr(',' || replace(:of_class, ' ', '') || ',', ',' || r.class || ',') > 0
    GROUP BY area_id
    UNION ALL
    SELECT area_id, avg(rent) FROM market_month
    WHERE :against = 'market' AND rent > 0 GROUP BY area_id
), judged AS (
    SELECT h.atom, h.rent * h.floor_area_m2 AS paid, a.rent * h.floor_area_m2 AS market
    FROM home AS h JOIN asked AS a ON a.area_id = h.area_id
    WHERE instr(',' || replace(:class, ' ', '') || ',', ',' || h.class || ',') > 0
)
SELECT atom, sum(paid) AS numerator, sum(market) AS denominator, NULL AS reason
FROM judged GROUP BY atom
UNION ALL
SELECT NULL, NULL, NULL, 'no home of class ' || :class || ' says rent and floor area beside a market rent'
WHERE NOT EXISTS (SELECT 1 FROM judged);
