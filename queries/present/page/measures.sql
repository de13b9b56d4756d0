-- id: measures
-- title: Measures
-- title_zh: 度量
-- about: The measures in the order in which they are offered, with what their values rest on.
-- stage: measure
-- document: title, about, band, slices, bases, why
-- boolean: summary, by_station
SELECT m.id, json_object('en', m.title, 'zh', m.title_zh) AS title,
       json_object('en', m.about, 'zh', coalesce(nullif(m.about_zh, ''), m.about)) AS about, m.unit,
       m.better, m.norm, m.clause, m.confidence,
       CASE WHEN json_extract(p.parameters, '$.band_low') IS NOT NULL
            THEN json_array(json_extract(p.parameters, '$.band_low'),
                            json_extract(p.parameters, '$.band_high')) END AS band,
       p.summary, p.by_station,
       (SELECT json_group_array(json_object('id', s.slice, 'title', json_object('en', s.en, 'zh', s.zh)))
        FROM (SELECT * FROM page_slice WHERE measure = p.place ORDER BY place) AS s) AS slices,
       m.bases,
       json_object('file', m.file, 'hash', m.hash, 'parameters', json(coalesce(p.parameters, '{}')),
                   'layers', json(m.layers)) AS why,
       r.place AS reason
FROM page_measure AS p JOIN measure AS m ON m.id = p.id
LEFT JOIN page_reason AS r ON r.en = p.reason
ORDER BY p.place;
