-- id: verdict_counts
-- title: Verdicts counted
-- title_zh: 评判汇总
-- about: How many targets are met, missed, borderline and not measured; binding_missed of those missed.
-- stage: measure

SELECT coalesce(sum(outcome = 'met'), 0) AS met,
       coalesce(sum(outcome = 'missed'), 0) AS missed,
       coalesce(sum(outcome = 'borderline'), 0) AS borderline,
       coalesce(sum(outcome = 'not measured'), 0) AS not_measured,
       coalesce(sum(outcome = 'missed' AND binding = 1), 0) AS binding_missed
FROM verdict;
