-- id: shops
-- about: The three bases of coverage, a row each: what the homes of an atom have of each.
-- index: atom, base
SELECT atom, 'residents' AS base, residents AS amount FROM atom_home
UNION ALL SELECT atom, 'dwellings', dwellings FROM atom_home
UNION ALL SELECT atom, 'floor_area_m2', floor_area_m2 FROM atom_home
ORDER BY 1, 2;
