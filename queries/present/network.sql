-- id: network
-- title: Network
-- title_zh: 步行网络
-- about: Figures about the network of streets.
-- stage: walk
-- text: name, value, unit
-- words: name, unit
-- measured: value

SELECT f.name, f.value, f.unit FROM walk_fact AS f ORDER BY f.name;
