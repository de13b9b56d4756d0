-- id: shops
-- rank: 63
-- title: Slope and height
-- title_zh: 坡度与高程
-- unit: share
-- norm: CJJ 83-2016
-- clause: 4.0.1（居住用地自然坡度宜小于 25 %）
-- confidence: GK-H
-- settled_by: most
-- parameter: most = 0.25 | mean slope up to which land may be lived on | 0 .. 2
-- reason: pass | Mean slope {measured}, at most {required}. | 平均坡度 {measured}，不超过 {required}。
-- reason: fail | Mean slope {measured}, more than {required}. | 平均坡度 {measured}，超过 {required}。

SELECT 1 AS site_key;
