-- id: household
-- made: once
-- about: What the city's homes hold on average, one row: residents, households and workers for a
-- about: dwelling, over the homes that say both. NULL where none does.

SELECT sum(iif(dwellings > 0, residents, NULL))
           / nullif(sum(iif(residents IS NOT NULL, dwellings, NULL)), 0) AS residents,
       sum(iif(dwellings > 0, households, NULL))
           / nullif(sum(iif(households IS NOT NULL, dwellings, NULL)), 0) AS households,
       sum(iif(dwellings > 0, workers, NULL))
           / nullif(sum(iif(workers IS NOT NULL, dwellings, NULL)), 0) AS workers,
       sum(iif(dwellings > 0, elders, NULL))
           / nullif(sum(iif(elders IS NOT NULL, dwellings, NULL)), 0) AS elders
FROM homes
WHERE dwellings > 0;
