-- What follows from the two sides, once both are there: every value and verdict that either has,
-- with both numbers and how they differ. Numbers that differ by less than 1e-9 of their size are
-- the same: another order of adding up makes no change.

CREATE TABLE value_change AS
WITH pair AS (
    SELECT a.measure, a.parameters, a.area, a.slice, a.base, a.value AS before, b.value AS after,
           a.numerator AS numerator_before, b.numerator AS numerator_after,
           a.denominator AS denominator_before, b.denominator AS denominator_after,
           a.reason AS reason_before, b.reason AS reason_after, 1 AS in_before,
           b.side IS NOT NULL AS in_after
    FROM side_value AS a
    LEFT JOIN side_value AS b ON b.side = 2 AND b.measure = a.measure
        AND b.parameters = a.parameters AND b.area = a.area AND b.slice = a.slice
        AND b.base = a.base
    WHERE a.side = 1
    UNION ALL
    SELECT b.measure, b.parameters, b.area, b.slice, b.base, NULL, b.value, NULL, b.numerator, NULL,
           b.denominator, NULL, b.reason, 0, 1
    FROM side_value AS b
    WHERE b.side = 2 AND NOT EXISTS (SELECT 1 FROM side_value AS a WHERE a.side = 1
        AND a.measure = b.measure AND a.parameters = b.parameters AND a.area = b.area
        AND a.slice = b.slice AND a.base = b.base)
)
SELECT p.*,
       CASE WHEN NOT in_after THEN 'only before' WHEN NOT in_before THEN 'only after'
            WHEN before IS NULL AND after IS NULL THEN
                CASE WHEN reason_before IS reason_after THEN 'same' ELSE 'other reason' END
            WHEN after IS NULL THEN 'not measured now' WHEN before IS NULL THEN 'measured now'
            WHEN abs(after - before) <= 1e-9 * max(abs(before), abs(after)) THEN 'same'
            ELSE 'changed' END AS state
FROM pair AS p;
CREATE INDEX value_change_1 ON value_change (measure, area, slice);

CREATE TABLE verdict_change AS
WITH pair AS (
    SELECT a.id, a.place, b.side IS NOT NULL AS in_after, 1 AS in_before
    FROM side_verdict AS a LEFT JOIN side_verdict AS b
        ON b.side = 2 AND b.id = a.id AND b.place = a.place
    WHERE a.side = 1
    UNION ALL
    SELECT b.id, b.place, 1, 0 FROM side_verdict AS b
    WHERE b.side = 2 AND NOT EXISTS
        (SELECT 1 FROM side_verdict AS a WHERE a.side = 1 AND a.id = b.id AND a.place = b.place)
)
SELECT p.id, p.place, coalesce(b.title_en, a.title_en) AS title_en,
       coalesce(b.title_zh, a.title_zh) AS title_zh, coalesce(b.measure, a.measure) AS measure,
       coalesce(b.area, a.area) AS area, coalesce(b.slice, a.slice) AS slice,
       coalesce(b.base, a.base) AS base, a.outcome AS outcome_before, b.outcome AS outcome_after,
       a.value AS before, b.value AS after, a.comparison AS comparison_before,
       b.comparison AS comparison_after, a.target AS target_before, b.target AS target_after,
       coalesce(b.unit, a.unit) AS unit, coalesce(b.binding, a.binding) AS binding,
       coalesce(b.clause, a.clause) AS clause,
       CASE WHEN NOT p.in_after THEN 'only before' WHEN NOT p.in_before THEN 'only after'
            WHEN a.outcome IS NOT b.outcome THEN 'outcome'
            WHEN a.target IS NOT b.target OR a.target_to IS NOT b.target_to
                 OR a.comparison IS NOT b.comparison THEN 'other target'
            WHEN (a.value IS NULL) <> (b.value IS NULL)
                 OR abs(b.value - a.value) > 1e-9 * max(abs(a.value), abs(b.value)) THEN 'changed'
            ELSE 'same' END AS state
FROM pair AS p
LEFT JOIN side_verdict AS a ON a.side = 1 AND a.id = p.id AND a.place = p.place
LEFT JOIN side_verdict AS b ON b.side = 2 AND b.id = p.id AND b.place = p.place;

-- What is known of ids on either side; the later one stands.
CREATE TABLE known_area AS
SELECT id, kind, name FROM side_area AS a
WHERE side = 2 OR NOT EXISTS (SELECT 1 FROM side_area AS b WHERE b.side = 2 AND b.id = a.id);
CREATE INDEX known_area_1 ON known_area (id);
CREATE TABLE known_category AS
SELECT id, title, title_zh FROM side_category AS a
WHERE side = 2 OR NOT EXISTS (SELECT 1 FROM side_category AS b WHERE b.side = 2 AND b.id = a.id);
CREATE TABLE known_measure AS
SELECT id, title, title_zh, unit, better FROM side_measure AS a
WHERE side = 2 OR NOT EXISTS (SELECT 1 FROM side_measure AS b WHERE b.side = 2 AND b.id = a.id);
INSERT INTO setting
SELECT 'city.name', name, 'side' FROM side_city WHERE side = 2
UNION ALL SELECT 'city.title', title, 'side' FROM side_city WHERE side = 2
UNION ALL SELECT 'city.language', language, 'side' FROM side_city WHERE side = 2;
