-- id: summary_measure
-- about: The measures that the table of `lifang run` shows, in this order. The others are measured all the
-- about: same and stand in values.csv and results.json; `lifang measure CITY --measure ID` prints one.
-- about: A file of this name in queries/views beside a city file chooses others.
WITH chosen (place, measure) AS (
    VALUES (1, 'complete_circle'), (2, 'coverage_tier'), (3, 'coverage'), (4, 'unserved_residents'),
           (5, 'station_band_share'), (6, 'jobs_per_household'), (7, 'jobs_per_worker'),
           (8, 'jobs_per_dwelling'), (9, 'jobs_in_reach'), (10, 'facilities_per_1000'),
           (11, 'park_green_per_resident'), (12, 'land_within_service_radius'),
           (13, 'residents_density'), (14, 'dwellings_by_class'), (15, 'programme_units'),
           (16, 'walk_detour')
)
SELECT c.measure, c.place FROM chosen AS c JOIN measure AS m ON m.id = c.measure;
