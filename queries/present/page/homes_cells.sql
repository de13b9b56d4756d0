-- id: homes_cells
-- title: Homes by square
-- title_zh: 住房（按方格）
-- about: Homes summed by squares of cell_m: how many, what they count, and how much of that misses each
-- about: category.
-- stage: walk
-- document: missed
WITH placed AS MATERIALIZED (
    SELECT CAST((h.y - f.south) / f.cell_m AS INTEGER) * 1000000 + CAST((h.x - f.west) / f.cell_m AS INTEGER) AS cell,
           h.dwellings, h.residents, p.met, p.joined, p.amount
    FROM homes AS h JOIN page_home AS p ON p.key = h.key CROSS JOIN page_frame AS f
), summed AS MATERIALIZED (
    SELECT cell, count(*) AS homes, sum(dwellings) AS dwellings, sum(residents) AS residents,
           total(amount) FILTER (WHERE NOT joined) AS unjoined
    FROM placed GROUP BY cell
), mark AS MATERIALIZED (
    SELECT place, '|' || id || '|' AS mark FROM page_category ORDER BY place
)
SELECT CAST(round(c.cell % 1000000 * f.cell_m / f.step_m) AS INTEGER) AS x,
       CAST(round(c.cell / 1000000 * f.cell_m / f.step_m) AS INTEGER) AS y, c.homes, c.dwellings, c.residents,
       c.unjoined,
       (SELECT json_group_array((SELECT CAST(round(total(p.amount)) AS INTEGER) FROM placed AS p
                                 WHERE p.cell = c.cell AND p.joined AND instr(p.met, k.mark) = 0))
        FROM mark AS k) AS missed
FROM summed AS c CROSS JOIN page_frame AS f
ORDER BY c.cell;
