-- id: commute_flow
-- about: Commutes by areas of one kind: the kind that most workers commute within. An end that is
-- about: of another kind or of no known area lies outside (home_inside, work_inside 0). Rows with
-- about: both ends outside are of another division of the city and are left out, not counted twice.
-- index: home_area
-- index: work_area
WITH known AS (
    SELECT c.home_area, c.work_area, c.workers, c.minutes, h.kind AS home_kind, w.kind AS work_kind
    FROM commutes AS c LEFT JOIN areas AS h ON h.id = c.home_area
    LEFT JOIN areas AS w ON w.id = c.work_area
), chief AS (
    SELECT home_kind AS kind FROM known WHERE home_kind = work_kind
    GROUP BY home_kind ORDER BY sum(workers) DESC, home_kind LIMIT 1
)
SELECT c.kind, k.home_area, k.work_area, k.workers, k.minutes,
       k.home_kind IS c.kind AS home_inside, k.work_kind IS c.kind AS work_inside
FROM known AS k CROSS JOIN chief AS c
WHERE k.home_kind IS c.kind OR k.work_kind IS c.kind
ORDER BY k.home_area, k.work_area;
