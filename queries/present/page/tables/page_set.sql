-- id: page_set
-- about: The sets of categories that homes miss, each once, as a JSON list of places in page_category.
SELECT row_number() OVER (ORDER BY s.met) - 1 AS place, s.met,
       (SELECT json_group_array(c.place) FROM (SELECT * FROM page_category ORDER BY place) AS c
        WHERE instr(s.met, '|' || c.id || '|') = 0) AS missed,
       (SELECT count(*) FROM page_category AS c WHERE instr(s.met, '|' || c.id || '|') = 0) AS count
FROM (SELECT DISTINCT met FROM page_home WHERE joined) AS s
ORDER BY 1;
