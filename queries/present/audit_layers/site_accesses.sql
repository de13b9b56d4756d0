-- id: site_accesses
-- title: Street access of the sites
-- title_zh: 地块临街出入口
-- about: Where each site meets the streets.
-- geometry: point
-- style: sign entrance
-- real: access_m

SELECT row_number() OVER (ORDER BY a.site_key, a.part) AS key,
       ST_AsBinary(MakePoint(a.x, a.y)) AS geom, c.id AS site, a.access_m, a.street_id
FROM site_access AS a JOIN candidates AS c ON c.key = a.site_key
ORDER BY 1;
