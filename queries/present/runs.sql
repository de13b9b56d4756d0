-- id: runs
-- title: Evaluations
-- title_zh: 度量计算
-- about: One evaluation of a measure with one set of parameters.
-- stage: measure
-- boolean: is_default
-- document: parameters

SELECT r.key AS run, r.measure, json(r.parameters) AS parameters, r.is_default, r.reason
FROM run AS r
ORDER BY r.key;
