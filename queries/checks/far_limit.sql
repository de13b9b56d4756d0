-- id: far_limit
-- rank: 34
-- title: Floor area ratio and the norm
-- title_zh: 容积率与标准限值
-- unit: ratio
-- norm: GB 50180-2018
-- clause: 表4.0.2（Ⅲ–Ⅴ 气候区）
-- confidence: GK-M
-- settled_by: most, least
-- parameter: least = 1.0 | ratio of the lowest kind of block in the table | 0 .. 20
-- parameter: most = 3.1 | ratio of the highest kind of block in the table | 0 .. 20
-- reason: norm_pass | FAR {measured} lies in the norm's table: {storeys}. | 容积率 {measured} 处于标准表内：{storeys}。
-- reason: norm_low | FAR {measured} lies below the norm's lowest block ({required}). | 容积率 {measured} 低于标准表中最低一类（{required}）。
-- reason: norm_high | FAR {measured} lies above the norm's highest block ({required}). | 容积率 {measured} 高于标准表中最高一类（{required}）。
-- reason: area_pass | FAR {measured} keeps the {required} planned for {name}. | 容积率 {measured} 不超过“{name}”规划的 {required}。
-- reason: area_fail | FAR {measured} exceeds the {required} planned for {name}. | 容积率 {measured} 超过“{name}”规划的 {required}。
-- reason: not_measured | The site does not say its floor area ratio. | 地块未填容积率。
-- reason: lower | Lower it by {shortfall}. | 降低 {shortfall}。
-- about: The floor area ratio against table 4.0.2 of GB 50180-2018 for housing blocks in climate zones III to V
-- about: (part norm: 1.0 to 3.1, and the storeys the ratio belongs to; set least and most for other zones), and
-- about: against the ratio planned for the areas it lies in (part area: far_cap of layer areas).
-- about_zh: 容积率与 GB 50180-2018 表4.0.2（Ⅲ–Ⅴ 气候区居住街坊，1.0–3.1；其他气候区请设 least、most）比较并说明对应层数
-- about_zh: （分项 norm）；与所在区域规划容积率（图层 areas 的 far_cap）比较（分项 area）。

WITH site AS (
    SELECT c.key AS site_key, coalesce(c.far, c.floor_area_m2 / nullif(c.site_area_m2, 0)) AS far
    FROM candidates AS c WHERE c.key BETWEEN :first_key AND :last_key
), rule AS (
    SELECT clause FROM audit_rule WHERE measure = 'far_cap' AND comparison <> 'report' ORDER BY target_key LIMIT 1
), cap AS (
    SELECT h.site_key, a.far_cap, coalesce(a.name, a.id) AS title,
           row_number() OVER (PARTITION BY h.site_key ORDER BY a.far_cap, a.id) AS place
    FROM site_home AS h JOIN areas AS a ON a.id = h.area_id WHERE a.far_cap IS NOT NULL
)
SELECT site_key, 'norm' AS part, CASE WHEN far IS NULL THEN 'not measured' END AS outcome, far AS measured,
       NULL AS measured_text, iif(far < :least, :least, :most) AS required, iif(far < :least, '>=', '<=') AS comparison,
       'fail' AS severity, NULL AS clause, 'GK-M' AS confidence,
       CASE WHEN far < 1.0 THEN NULL WHEN far <= 1.25 THEN '1–3' WHEN far <= 1.65 THEN '4–6' WHEN far <= 2.15 THEN '7–9'
            WHEN far <= 2.85 THEN '10–18' ELSE '19–26' END AS storeys,
       CASE WHEN far IS NULL THEN NULL WHEN far < :least THEN 'norm_low' WHEN far > :most THEN 'norm_high'
            ELSE 'norm_pass' END AS reason,
       CASE WHEN far > :most THEN 'lower' END AS remedy
FROM site
UNION ALL
SELECT s.site_key, 'area', CASE WHEN s.far IS NULL THEN 'not measured' END, s.far, c.title, c.far_cap, '<=', 'fail',
       coalesce(r.clause, 'areas.far_cap'), NULL, NULL,
       CASE WHEN s.far IS NULL THEN NULL WHEN s.far > c.far_cap THEN 'area_fail' ELSE 'area_pass' END,
       CASE WHEN s.far > c.far_cap THEN 'lower' END
FROM site AS s JOIN cap AS c ON c.site_key = s.site_key AND c.place = 1 LEFT JOIN rule AS r
ORDER BY 1, 2;
