-- id: page_slice
-- about: The slices of the measures that are shown by area, in the order of the values, and what they
-- about: are called. A slice of a slice ("core:public_rental") is put together of its two parts.
WITH slice AS (
    SELECT m.place AS measure, m.run_key, m.by_category, v.slice, min(v.key) AS first
    FROM page_measure AS m JOIN value AS v ON v.run_key = m.run_key
    WHERE v.slice <> '' AND NOT m.by_station
    GROUP BY m.place, v.slice
), part AS (
    SELECT s.*, CASE WHEN instr(s.slice, ':') > 0 THEN substr(s.slice, 1, instr(s.slice, ':') - 1) END
               AS head,
           CASE WHEN instr(s.slice, ':') > 0 THEN substr(s.slice, instr(s.slice, ':') + 1) END AS tail
    FROM slice AS s
)
SELECT p.measure, p.run_key, p.slice,
       row_number() OVER (PARTITION BY p.measure ORDER BY c.place IS NULL, c.place,
           CASE WHEN p.slice IN ('15', '10', '5') THEN -CAST(p.slice AS INTEGER) END, p.first) - 1
           AS place,
       coalesce(c.title, t.en, coalesce(h.en, p.head) || ' · ' || coalesce(l.en, p.tail), a.name, p.slice)
           AS en,
       coalesce(c.title_zh, t.zh, coalesce(h.zh, p.head) || ' · ' || coalesce(l.zh, p.tail), a.name,
                p.slice) AS zh
FROM part AS p
LEFT JOIN page_category AS c ON c.id = p.slice AND p.by_category
LEFT JOIN page_title AS t ON t.slice = p.slice
LEFT JOIN page_title AS h ON h.slice = p.head
LEFT JOIN page_title AS l ON l.slice = p.tail
LEFT JOIN areas AS a ON a.id = p.slice
ORDER BY p.measure, place;
