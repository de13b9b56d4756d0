-- id: differences
-- title: What the two rest on
-- title_zh: 两侧依据的差异
-- about: Settings, sources, categories, definitions and default parameters that are not the same:
-- about: where these differ, numbers may differ for that reason alone. A side given as a results
-- about: document carries no settings; they are then not compared.
-- text: difference, name, before_text, after_text
-- csv: difference, name, before_text, after_text
-- json: difference, name, before, after
-- words: difference

WITH both_settings AS (
    SELECT count(DISTINCT side) = 2 AS there FROM side_setting
), pair(place, difference, name, before, after) AS (
    SELECT 1, 'setting', name, max(CASE side WHEN 1 THEN value END),
           max(CASE side WHEN 2 THEN value END)
    FROM side_setting, both_settings WHERE there GROUP BY name
    UNION ALL
    SELECT 2, 'source', layer || CASE part WHEN 1 THEN '' ELSE ' ' || part END,
           max(CASE side WHEN 1 THEN path || ' (' || rows_kept || coalesce(', ' || substr(hash, 1, 12), '')
               || ')' END),
           max(CASE side WHEN 2 THEN path || ' (' || rows_kept || coalesce(', ' || substr(hash, 1, 12), '')
               || ')' END)
    FROM side_layer GROUP BY layer, part
    UNION ALL
    SELECT 3, 'category', id,
           max(CASE side WHEN 1 THEN coalesce(limit_m || ' m', limit_min || ' min') END),
           max(CASE side WHEN 2 THEN coalesce(limit_m || ' m', limit_min || ' min') END)
    FROM side_category GROUP BY id
    UNION ALL
    SELECT 4, 'definition', id, max(CASE side WHEN 1 THEN substr(hash, 1, 12) END),
           max(CASE side WHEN 2 THEN substr(hash, 1, 12) END)
    FROM side_measure GROUP BY id
    UNION ALL
    SELECT 5, 'parameters', measure, max(CASE side WHEN 1 THEN parameters END),
           max(CASE side WHEN 2 THEN parameters END)
    FROM side_run GROUP BY measure
    UNION ALL
    SELECT 6, 'area', id, max(CASE side WHEN 1 THEN coalesce(kind, '') || ' ' || coalesce(name, '') END),
           max(CASE side WHEN 2 THEN coalesce(kind, '') || ' ' || coalesce(name, '') END)
    FROM side_area GROUP BY id
)
SELECT difference, name, before, after, before AS before_text, after AS after_text
FROM pair WHERE before IS NOT after
ORDER BY place, name;
