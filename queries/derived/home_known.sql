-- id: home_known
-- about: For every area and the city: how many homes there are, and how many of them say how many
-- about: residents, dwellings, … they have. The runner tells from it why a value is missing: nobody
-- about: lives here, or nobody has counted.
-- index: area_id, label
WITH by_atom AS (
    SELECT a.atom, count(*) AS homes, count(h.residents) AS residents,
           count(h.dwellings) AS dwellings, count(h.households) AS households,
           count(h.workers) AS workers, count(h.floor_area_m2) AS floor_area_m2
    FROM homes AS h JOIN home_atom AS a ON a.home_key = h.key
    GROUP BY a.atom
), by_area AS (
    SELECT 'city' AS area_id, sum(homes) AS homes, sum(residents) AS residents,
           sum(dwellings) AS dwellings, sum(households) AS households, sum(workers) AS workers,
           sum(floor_area_m2) AS floor_area_m2
    FROM by_atom
    UNION ALL
    SELECT a.area_id, sum(homes), sum(residents), sum(dwellings), sum(households), sum(workers),
           sum(floor_area_m2)
    FROM by_atom JOIN atom_area AS a ON a.atom = by_atom.atom
    WHERE a.area_id <> 'city'
    GROUP BY a.area_id
    UNION ALL
    SELECT id, 0, 0, 0, 0, 0, 0 FROM areas
    WHERE id <> 'city' AND id NOT IN (SELECT a.area_id FROM by_atom JOIN atom_area AS a USING (atom))
)
SELECT area_id, 'residents' AS label, 'residents' AS words, homes, residents AS known FROM by_area
UNION ALL SELECT area_id, 'dwellings', 'dwellings', homes, dwellings FROM by_area
UNION ALL SELECT area_id, 'households', 'households', homes, households FROM by_area
UNION ALL SELECT area_id, 'workers', 'resident workers', homes, workers FROM by_area
UNION ALL SELECT area_id, 'floor_area_m2', 'floor area', homes, floor_area_m2 FROM by_area
ORDER BY 1, 2;
