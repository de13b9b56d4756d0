-- id: atom_home
-- about: What the homes of an atom add up to. NULL where no home of the atom says.
-- index: atom
SELECT a.atom, count(*) AS homes, sum(h.residents) AS residents, sum(h.dwellings) AS dwellings,
       sum(h.households) AS households, sum(h.workers) AS workers,
       sum(h.floor_area_m2) AS floor_area_m2
FROM homes AS h JOIN home_atom AS a ON a.home_key = h.key
GROUP BY a.atom
ORDER BY a.atom;
