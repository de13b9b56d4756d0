-- id: audit_home
-- made: once
-- index: cx, cy
-- about: The city's homes by squares of 500 m, so that a site asks the few homes near it only.

SELECT CAST(floor(x / 500) AS INTEGER) AS cx, CAST(floor(y / 500) AS INTEGER) AS cy, key, x, y
FROM homes
ORDER BY key;
