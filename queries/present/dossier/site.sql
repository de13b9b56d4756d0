-- id: site
-- about: The head of a dossier: the site and its outcome.
-- measured: score

SELECT c.id, c.name,
       coalesce((SELECT CASE :language WHEN 'zh' THEN k.title_zh ELSE k.title END FROM word AS k
                 WHERE k.kind = 'class' AND k.id = c.class), c.class) AS class,
       c.use, c.site_area_m2, c.far, c.dwellings, c.floor_area_m2,
       coalesce(o.outcome, 'not measured') AS outcome, coalesce(o.borderline, 0) AS borderline,
       o.passed, o.failed, o.warned, o.not_measured, s.score, 'ratio' AS unit, s.place, s.place_low,
       s.place_high, (SELECT count(*) FROM site_score WHERE place IS NOT NULL) AS places, c.derived,
       c.x, c.y, ST_AsBinary(c.geom) AS geom
FROM candidates AS c
LEFT JOIN site_outcome AS o ON o.site_key = c.key
LEFT JOIN site_score AS s ON s.site_key = c.key
WHERE c.key = :site;
