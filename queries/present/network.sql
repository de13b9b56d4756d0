-- id: network
-- title: Network
-- title_zh: 步行网络
-- about: Figures about the network of streets. In brief: those that are not 0.
-- stage: walk
-- text: name, value, unit
-- words: name, unit
-- measured: value

SELECT f.name, f.value, f.unit FROM walk_fact AS f
WHERE NOT :brief OR f.value <> 0
ORDER BY f.name;
