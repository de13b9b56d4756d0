-- id: provenance
-- about: The line at the foot of a dossier: what was audited against what.

SELECT coalesce((SELECT value FROM setting
                 WHERE name = CASE :language WHEN 'zh' THEN 'city.name' ELSE 'city.title' END), '')
       || coalesce((SELECT ' · ' || group_concat(name || ' '
                       || CASE WHEN length(value) > 24 AND value NOT GLOB '*[^0-9a-fA-F]*'
                               THEN substr(value, 1, 12) ELSE value END, ' · ')
                    FROM (SELECT name, value FROM audit_fact ORDER BY name)), '') AS line;
