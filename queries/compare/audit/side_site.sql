-- id: side_site
-- about: The sites of an audit with their outcomes.
SELECT c.id, c.name, coalesce(o.outcome, 'not measured'), coalesce(o.borderline, 0), s.score, s.place
FROM candidates AS c
LEFT JOIN site_outcome AS o ON o.site_key = c.key
LEFT JOIN site_score AS s ON s.site_key = c.key;
