-- id: audit_anchor
-- made: once
-- index: word
-- about: What a plan may ask a site to be near to, by the words it may use, with boxes: the tables
-- about: anchor_word and anchor_place of the city joined. place counts the places.

SELECT w.word, w.layer, w.row_key, coalesce(p.name, p.id) AS title, p.x0, p.x1, p.y0, p.y1
FROM anchor_word AS w JOIN anchor_place AS p ON p.layer = w.layer AND p.row_key = w.row_key
ORDER BY w.word, w.layer, w.row_key;
