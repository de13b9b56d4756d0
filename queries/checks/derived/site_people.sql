-- id: site_people
-- made: batch
-- index: site_key
-- about: Who would live on a site: its dwellings, its planned residents (or else its dwellings times
-- about: the residents of a dwelling in this city), households, workers and floor area. NULL: not
-- about: known.

SELECT c.key AS site_key, c.class, c.dwellings,
       coalesce(c.planned_residents, c.dwellings * h.residents) AS residents,
       c.dwellings * h.households AS households, c.dwellings * h.workers AS workers,
       c.dwellings * h.elders AS elders,
       coalesce(c.floor_area_m2, c.far * c.site_area_m2) AS floor_area_m2
FROM candidates AS c CROSS JOIN household AS h
WHERE c.key BETWEEN :first_key AND :last_key
ORDER BY c.key;
