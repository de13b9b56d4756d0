-- id: parameters
-- title: Parameters of the measures
-- title_zh: 度量参数
-- about: What a target, or the city file under measures:, may set for each measure.
-- text: measure, parameter, preset, allowed, meaning
-- csv: measure, parameter, preset, allowed, meaning
-- json: measure, parameter, preset, allowed, meaning, meaning_zh

SELECT p.measure, p.parameter, p.preset, p.allowed, p.meaning, p.meaning_zh
FROM parameter_definition AS p
ORDER BY p.measure, p.parameter;
