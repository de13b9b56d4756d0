-- id: finding_counts
-- title: Findings counted
-- title_zh: 检查汇总
-- about: How many findings of each severity there are.

SELECT coalesce(sum(severity = 'contradiction'), 0) AS contradictions,
       coalesce(sum(severity = 'doubt'), 0) AS doubts,
       coalesce(sum(severity = 'rounding'), 0) AS roundings,
       coalesce(sum(severity = 'converted'), 0) AS converted,
       coalesce(sum(severity = 'closes'), 0) AS closes
FROM finding;
