-- id: plan_coverage
-- title: What can be answered
-- title_zh: 可答情况
-- about: Provisions by part of the plan: measured, those that need data the city's layers lack, those
-- about: that no layer could answer, and baselines recorded beside their measure. A provision of
-- about: several rows counts once, as measured when any row is.
-- stage: measure
-- words: topic

WITH told AS (
    SELECT v.provision, coalesce(v.topic, '') AS topic,
           CASE WHEN v.outcome = 'recorded' THEN 2
                WHEN v.measure IS NULL THEN CASE v.answer WHEN 'needs data' THEN 3 ELSE 4 END
                WHEN v.value IS NOT NULL THEN 1
                WHEN x.column_name IN ('measure', 'parameters', 'unit') THEN 3
                WHEN NOT EXISTS (SELECT 1 FROM source WHERE layer <> 'targets')
                     THEN CASE v.answer WHEN 'needs data' THEN 3 WHEN 'not spatial' THEN 4 ELSE 1 END
                ELSE 3 END AS stands
    FROM verdict AS v LEFT JOIN target_value AS x ON x.target_key = v.target_key
    WHERE v.plan IS NOT NULL
), best AS (
    SELECT provision, min(topic) AS topic, min(stands) AS stands FROM told GROUP BY provision
), counted AS (
    SELECT topic, stands FROM best UNION ALL SELECT 'all', stands FROM best
)
SELECT topic, count(*) AS provisions, sum(stands = 1) AS measured, sum(stands = 2) AS recorded,
       sum(stands = 3) AS needs_data, sum(stands = 4) AS not_spatial
FROM counted
GROUP BY topic
ORDER BY topic = 'all', topic;
