-- id: side_setting
-- about: What the city file and the defaults say.
SELECT name, value FROM setting WHERE name NOT IN ('city.name', 'city.title', 'city.language');
