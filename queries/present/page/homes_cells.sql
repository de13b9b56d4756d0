-- id: homes_cells
-- title: Homes by square
-- title_zh: 住房（按方格）
-- about: Homes summed by squares of cell_m: how many, what they count, and how much of that misses each
-- about: category.
-- stage: walk
-- document: missed
WITH placed AS MATERIALIZED (
    SELECT CAST((h.x - f.west) / f.cell_m AS INTEGER) AS i, CAST((h.y - f.south) / f.cell_m AS INTEGER) AS j,
           h.dwellings, h.residents, p.joined, p.amount, s.place AS met
    FROM homes AS h JOIN page_home AS p ON p.key = h.key CROSS JOIN page_frame AS f
    LEFT JOIN page_set AS s ON s.met = p.met AND p.joined
), cell AS MATERIALIZED (
    SELECT i, j, count(*) AS homes, sum(dwellings) AS dwellings, sum(residents) AS residents,
           total(amount) FILTER (WHERE NOT joined) AS unjoined
    FROM placed GROUP BY i, j
), missed AS MATERIALIZED (
    SELECT p.i, p.j, e.value AS category, total(p.amount) AS amount
    FROM (SELECT i, j, met, total(amount) AS amount FROM placed WHERE joined GROUP BY i, j, met) AS p
    JOIN page_set AS s ON s.place = p.met, json_each(s.missed) AS e
    GROUP BY p.i, p.j, e.value
), listed AS MATERIALIZED (
    SELECT i, j, json_group_array(amount) AS missed
    FROM (SELECT c.i, c.j, CAST(round(coalesce(m.amount, 0)) AS INTEGER) AS amount
          FROM cell AS c CROSS JOIN page_category AS k
          LEFT JOIN missed AS m ON m.i = c.i AND m.j = c.j AND m.category = k.place
          ORDER BY c.i, c.j, k.place)
    GROUP BY i, j
)
SELECT CAST(round(c.i * f.cell_m / f.step_m) AS INTEGER) AS x,
       CAST(round(c.j * f.cell_m / f.step_m) AS INTEGER) AS y, c.homes, c.dwellings, c.residents,
       c.unjoined, l.missed
FROM cell AS c CROSS JOIN page_frame AS f JOIN listed AS l ON l.i = c.i AND l.j = c.j
ORDER BY c.j, c.i;
