-- id: sheds
-- about: What can be walked to from the site, the widest first.

SELECT 'walkshed' || coalesce('.' || (SELECT max(g.tier) FROM category AS g
                                      WHERE g.tier IS NOT NULL AND g.limit_m = s.limit_m), '') AS sign,
       s.limit_m, s.area_m2, ST_AsBinary(s.geom) AS geom
FROM site_shed AS s WHERE s.site_key = :site ORDER BY s.limit_m DESC;
