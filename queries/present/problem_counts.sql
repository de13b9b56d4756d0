-- id: problem_counts
-- title: Problems of the network
-- title_zh: 网络问题
-- about: How often each kind of problem was found; "lifang list problems" names the places.
-- stage: walk
-- words: problem

SELECT p.kind AS problem, p.layer, count(*) AS count
FROM walk_problem AS p
GROUP BY p.kind, p.layer
ORDER BY p.kind, p.layer;
