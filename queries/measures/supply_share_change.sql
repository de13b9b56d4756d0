-- id: supply_share_change
-- title: Change of a share of supply
-- title_zh: 供应比重的变化
-- unit: share
-- better: none
-- base: units, floor_area_m2
-- parameter: base_from = | first year of the period compared with | 1800 .. 2200
-- parameter: base_to = | last year of the period compared with | 1800 .. 2200
-- parameter: class = | only these classes, ids with commas between | text
-- parameter: layer = programmes | what is counted | programmes, sites
-- parameter: mode = | only these modes: new, converted, purchased, renewed, subsidised | text
-- parameter: of_class = | out of these classes only | text
-- parameter: of_mode = | out of these modes only | text
-- parameter: year_from = | first year of the period judged | 1800 .. 2200
-- parameter: year_to = | last year of the period judged | 1800 .. 2200
-- needs: programmes if layer = programmes
-- needs: sites if layer = sites
-- optional: programmes, sites
-- about: The share that class and mode have of the supply from year_from to year_to, less the share
-- about: they had from base_from to base_to: 0.05 is five percentage points more.
-- about_zh: year_from 至 year_to 期间某类供应所占比重，减去 base_from 至 base_to 期间的比重；
-- about_zh: 0.05 即提高五个百分点。

WITH row AS (
    SELECT a.atom, p.key, p.class, p.mode, p.status, p.land_source, p.previous_use, p.year,
           p.units, p.floor_area_m2
    FROM programmes AS p JOIN programme_atom AS a ON a.programme_key = p.key
    WHERE :layer = 'programmes'
    UNION ALL
    SELECT a.atom, s.key, s.class, s.mode, s.status, s.land_source, s.previous_use, s.year,
           s.dwellings, coalesce(s.floor_area_m2, s.far * s.site_area_m2)
    FROM sites AS s JOIN site_atom AS a ON a.site_key = s.key
    WHERE :layer = 'sites'
), whole AS (
    SELECT r.*, CASE WHEN (:class IS NULL
                                OR instr(',' || replace(:class, ' ', '') || ',', ',' || r.class || ',') > 0)
                           AND (:mode IS NULL
                                OR instr(',' || replace(:mode, ' ', '') || ',', ',' || r.mode || ',') > 0)
                     THEN 1 ELSE 0 END AS is_part,
           CASE WHEN r.year BETWEEN :year_from AND :year_to THEN 'now'
                WHEN r.year BETWEEN :base_from AND :base_to THEN 'before' END AS period
    FROM row AS r
    WHERE (:of_class IS NULL
               OR instr(',' || replace(:of_class, ' ', '') || ',', ',' || r.class || ',') > 0)
          AND (:of_mode IS NULL
               OR instr(',' || replace(:of_mode, ' ', '') || ',', ',' || r.mode || ',') > 0)
), amount AS (
    SELECT atom, period, 'units' AS base, is_part, units AS amount FROM whole
    UNION ALL
    SELECT atom, period, 'floor_area_m2', is_part, floor_area_m2 FROM whole
), atom_sum AS (
    SELECT atom, base,
           total(CASE WHEN period = 'now' AND is_part THEN amount END) AS part_now,
           total(CASE WHEN period = 'now' THEN amount END) AS all_now,
           total(CASE WHEN period = 'before' AND is_part THEN amount END) AS part_before,
           total(CASE WHEN period = 'before' THEN amount END) AS all_before
    FROM amount GROUP BY atom, base
), area_sum AS (
    SELECT 'city' AS area_id, base, sum(part_now) AS part_now, sum(all_now) AS all_now,
           sum(part_before) AS part_before, sum(all_before) AS all_before
    FROM atom_sum GROUP BY base
    UNION ALL
    SELECT a.area_id, s.base, sum(part_now), sum(all_now), sum(part_before), sum(all_before)
    FROM atom_sum AS s JOIN atom_area AS a ON a.atom = s.atom
    WHERE a.area_id <> 'city' GROUP BY a.area_id, s.base
)
SELECT area_id, base, part_now / nullif(all_now, 0) - part_before / nullif(all_before, 0) AS numerator,
       CASE WHEN :year_from IS NULL OR :year_to IS NULL OR :base_from IS NULL OR :base_to IS NULL
                THEN 'give year_from, year_to, base_from and base_to'
            WHEN all_now = 0 THEN 'no supply from ' || CAST(:year_from AS INTEGER) || ' to '
                                  || CAST(:year_to AS INTEGER)
            WHEN all_before = 0 THEN 'no supply from ' || CAST(:base_from AS INTEGER) || ' to '
                                     || CAST(:base_to AS INTEGER) END AS reason
FROM area_sum;
