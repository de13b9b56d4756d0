-- id: lot_shape
-- rank: 61
-- title: Shape of the lot
-- title_zh: 地块形状
-- unit: ratio
-- parameter: compactness = 0.3 | least compactness: 1 for a disc, 0.79 for a square, 0.16 for 1 by 20 | 0 .. 1
-- parameter: width_m = 20 | least mean width | 0 .. 10000
-- reason: compact_pass | Compactness {measured}: a sound shape. | 紧凑度 {measured}：形状规整。
-- reason: compact_fail | Compactness {measured} is less than {required}: long or ragged. | 紧凑度 {measured}，低于 {required}：狭长或破碎。
-- reason: width_pass | {measured} wide on average. | 平均宽度 {measured}。
-- reason: width_fail | Only {measured} wide on average, less than {required}: a sliver. | 平均宽度仅 {measured}，不足 {required}：边角狭条。
-- about: Compactness is 4 pi area / border² (Polsby and Popper 1991); the mean width is that of a rectangle of
-- about: the same area and border. A lot in several pieces counts with all their borders.
-- about_zh: 紧凑度为 4π×面积/周长²（Polsby、Popper 1991）；平均宽度为同面积同周长矩形的宽度。多块组成的地块计其全部周长。

WITH site AS (
    SELECT site_key, plane_m2, plane_border_m,
           4 * 3.141592653589793 * plane_m2 / nullif(plane_border_m * plane_border_m, 0) AS compactness,
           -- a rectangle w x l of this area and border: w = (h - sqrt(h² - 4 a)) / 2 with h half the border
           (plane_border_m / 2 - sqrt(max(0.0, plane_border_m * plane_border_m / 4 - 4 * plane_m2))) / 2
               * :ground_scale AS width_m
    FROM site_shape
)
SELECT site_key, 'compactness' AS part, compactness AS measured, :compactness AS required, '>=' AS comparison,
       'warn' AS severity, 'ratio' AS unit, 'lot_shape.compactness' AS clause,
       iif(compactness >= :compactness, 'compact_pass', 'compact_fail') AS reason
FROM site WHERE compactness IS NOT NULL
UNION ALL
SELECT site_key, 'width', width_m, :width_m, '>=', 'fail', 'm', 'lot_shape.width_m',
       iif(width_m >= :width_m, 'width_pass', 'width_fail')
FROM site WHERE width_m IS NOT NULL
ORDER BY 1, 2;
