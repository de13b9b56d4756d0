-- id: street_length
-- title: Length of paths and streets
-- title_zh: 道路与步道长度
-- unit: km
-- better: higher
-- slices: kind
-- parameter: kinds = | kinds counted together in slice all, separated by commas; empty: all | text
-- about: Ground length of the walkable lines of layer streets by kind; slice stairs is what is marked as
-- about: stairs, of whatever kind, and all is the sum over `kinds`. For the city only: a street
-- about: belongs to no single area.
-- about_zh: 图层 streets 中可步行线路的地面长度，按类型分项；stairs 为标注为梯道者（不论类型），all 为 kinds 所列类型之和。
-- about_zh: 仅计全市：道路不归属单一区域。

WITH line AS (
    SELECT coalesce(kind, 'unknown') AS kind, stairs,
           ST_Length(geom) * ground_scale / 1000 AS km
    FROM streets WHERE walkable = 1
)
SELECT 'city' AS area_id, kind AS slice, sum(km) AS numerator FROM line
WHERE kind NOT IN ('all', 'stairs') GROUP BY kind
UNION ALL
SELECT 'city', 'stairs', total(iif(stairs, km, 0)) FROM line
UNION ALL
SELECT 'city', 'all',
       total(iif(:kinds IS NULL
                 OR instr(',' || replace(:kinds, ' ', '') || ',', ',' || kind || ',') > 0, km, 0))
FROM line;
