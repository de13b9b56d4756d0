-- id: page_site
-- about: The sites of an audit, the best placed first. wordy: sites are few enough for every check
-- about: with its words.
SELECT row_number() OVER (ORDER BY s.place IS NULL, s.place, c.key) - 1 AS place, c.key AS site_key,
       (SELECT count(*) FROM candidates) <= 300 AS wordy
FROM candidates AS c LEFT JOIN site_score AS s ON s.site_key = c.key
ORDER BY 1;
