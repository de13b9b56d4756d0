-- id: network
-- title: Walking network
-- title_zh: 步行网络
-- about: Figures about the network.
-- stage: walk
SELECT w.name, w.value, w.unit FROM walk_fact AS w ORDER BY w.name;
