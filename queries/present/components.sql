-- id: components
-- title: Pieces of the network
-- title_zh: 网络连通分区
-- about: The pieces that the network falls into, with the homes and residents on each; the ten longest.
-- stage: walk
-- boolean: joinable

SELECT c.component, c.edges, c.length_m, c.joinable, c.homes, c.residents
FROM walk_component AS c
ORDER BY c.component
LIMIT 10;
