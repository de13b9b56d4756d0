-- id: verdict_counts
-- title: Verdicts counted
-- title_zh: 评判汇总
-- about: How many targets are met, missed, borderline, not measured, reported (a number without a
-- about: threshold) and recorded (a baseline or definition); binding_missed of those missed.
-- stage: measure

SELECT coalesce(sum(outcome = 'met'), 0) AS met,
       coalesce(sum(outcome = 'missed'), 0) AS missed,
       coalesce(sum(outcome = 'borderline'), 0) AS borderline,
       coalesce(sum(outcome = 'not measured'), 0) AS not_measured,
       coalesce(sum(outcome = 'reported'), 0) AS reported,
       coalesce(sum(outcome = 'recorded'), 0) AS recorded,
       coalesce(sum(outcome = 'missed' AND binding = 1), 0) AS binding_missed
FROM verdict;
