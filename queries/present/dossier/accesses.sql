-- id: accesses
-- about: Where the site meets its streets.

SELECT x, y FROM site_access WHERE site_key = :site ORDER BY part;
