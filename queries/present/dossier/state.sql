-- id: state
-- about: What every dossier rests on besides its own rows: the city's layers and walks, the audit.

SELECT (SELECT group_concat(name || ' ' || fingerprint, ' ')
        FROM (SELECT name, fingerprint FROM city.stage WHERE name IN ('load', 'walk') ORDER BY name))
       || ' ' || coalesce((SELECT group_concat(name || ' ' || value, ' ')
                           FROM (SELECT name, value FROM audit_fact ORDER BY name)), '') AS state;
