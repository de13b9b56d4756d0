-- id: list
-- about: The sites that may get a dossier, by id; twins counts ids that differ in capitals only, which
-- about: some file systems take for one name.

SELECT c.key, c.id, coalesce(o.outcome, 'not measured') AS outcome,
       count(*) OVER (PARTITION BY lower(c.id)) AS twins
FROM candidates AS c LEFT JOIN site_outcome AS o ON o.site_key = c.key
ORDER BY c.id;
