-- id: verdict
-- about: One row for every target: what was promised, what was measured, in the target's unit, and
-- about: how it stands. met and missed need a number; borderline means that the answer flips within
-- about: the target's own tolerance, or when walking limits are shortened or stretched by
-- about: walking.tolerance; not measured carries the reason; reported is a number with nothing to hold
-- about: it against; recorded is a baseline or a definition, noted beside the measure it belongs to.
-- about: A binding target is never missed on the
-- about: strength of a norm that nobody has looked up (confidence other than SEEN): it is borderline
-- about: until the city file or the target states the limit.
WITH figure AS (
    SELECT t.key AS target_key, t.id, t.title_en, t.title_zh, t.measure,
           coalesce(t.kind, CASE t.binding WHEN 1 THEN 'binding' ELSE 'expected' END) AS kind,
           coalesce(nullif(t.provision, ''), substr(t.id, 1, instr(t.id || '/', '/') - 1)) AS provision,
           t.topic, t.period, t.value_text, t.of, t.plan, t.origin, t.reason_en,
           t.reason_zh,
           CASE WHEN t.measure IS NULL THEN coalesce(t.answer, 'not spatial') ELSE t.answer END AS answer,
           coalesce(r.parameters, t.parameters) AS parameters,
           coalesce(v.area_id, nullif(t.area, ''), 'city') AS area,
           coalesce(v.slice, t.slice, '') AS slice, coalesce(v.base, t.base, '') AS base,
           t.comparison, t.value AS target, t.value_to AS target_to, t.tolerance,
           coalesce(nullif(t.unit, ''), m.unit) AS unit,
           v.value / x.factor AS value, v.low / x.factor AS low, v.high / x.factor AS high,
           coalesce(x.reason, v.reason, r.reason, CASE WHEN v.key IS NULL THEN
               'not measured yet' END) AS reason,
           coalesce(t.kind = 'binding', t.binding) AS binding, t.clause,
           coalesce(x.norm, m.norm) AS norm,
           coalesce(x.confidence, m.confidence) AS confidence,
           x.confidence IS NOT NULL AND x.confidence <> 'SEEN' AS to_confirm,
           x.norm AS default_norm, x.confidence AS default_confidence,
           1e-9 * max(1.0, abs(t.value), abs(coalesce(t.value_to, 0.0))) AS e
    FROM targets AS t
    LEFT JOIN target_value AS x ON x.target_key = t.key
    LEFT JOIN run AS r ON r.key = x.run_key
    LEFT JOIN value AS v ON v.key = x.value_key
    LEFT JOIN measure AS m ON m.id = t.measure
), probe AS (
    -- The number itself (1), both ends of the target's slack (2, 3), both ends of the walk's (4, 5).
    SELECT target_key, 1 AS which, value AS number FROM figure
    UNION ALL SELECT target_key, 2, value - tolerance FROM figure WHERE tolerance > 0
    UNION ALL SELECT target_key, 3, value + tolerance FROM figure WHERE tolerance > 0
    UNION ALL SELECT target_key, 4, low FROM figure WHERE low IS NOT NULL
    UNION ALL SELECT target_key, 5, high FROM figure WHERE high IS NOT NULL
), answer AS (
    SELECT f.target_key, p.which,
           CASE f.comparison
               WHEN '>=' THEN p.number >= f.target - f.e
               WHEN '>' THEN p.number > f.target + f.e
               WHEN '<=' THEN p.number <= f.target + f.e
               WHEN '<' THEN p.number < f.target - f.e
               WHEN '=' THEN abs(p.number - f.target) <= f.e
               ELSE p.number >= f.target - f.e AND p.number <= f.target_to + f.e END AS holds
    FROM probe AS p JOIN figure AS f ON f.target_key = p.target_key
), flip AS (
    -- What equals nothing but itself never flips at the ends of its slack: '=' is near or far.
    SELECT f.target_key, max(CASE WHEN a.which = 1 THEN a.holds END) AS holds,
           CASE WHEN f.comparison = '=' THEN f.tolerance > 0
                     AND abs(f.value - f.target) > f.e
                     AND abs(f.value - f.target) <= f.tolerance + f.e
                ELSE min(CASE WHEN a.which <= 3 THEN a.holds END)
                     <> max(CASE WHEN a.which <= 3 THEN a.holds END) END AS by_tolerance,
           CASE WHEN f.comparison = '=' THEN f.low < f.target - f.e AND f.high > f.target + f.e
                     AND abs(f.value - f.target) > f.e
                ELSE min(CASE WHEN a.which IN (1, 4, 5) THEN a.holds END)
                     <> max(CASE WHEN a.which IN (1, 4, 5) THEN a.holds END) END AS by_walk
    FROM figure AS f JOIN answer AS a ON a.target_key = f.target_key
    WHERE f.value IS NOT NULL
    GROUP BY f.target_key
)
SELECT f.target_key, f.id, f.provision, f.topic, f.kind, f.title_en, f.title_zh, f.measure,
       f.parameters, f.area, f.slice, f.base, f.period,
       f.comparison, f.target, f.target_to, f.unit, f.value, f.low, f.high,
       CASE WHEN f.kind IN ('baseline', 'definition') AND coalesce(f.measure, f.of) IS NOT NULL
                THEN 'recorded'
            WHEN f.value IS NULL THEN 'not measured'
            WHEN f.comparison = 'report' THEN 'reported'
            WHEN coalesce(p.by_tolerance, 0) OR coalesce(p.by_walk, 0) THEN 'borderline'
            WHEN p.holds THEN 'met'
            WHEN f.binding AND f.to_confirm THEN 'borderline'
            ELSE 'missed' END AS outcome,
       CASE WHEN f.value IS NULL AND f.kind IN ('baseline', 'definition')
                 AND coalesce(f.measure, f.of) IS NOT NULL THEN f.reason_en
            WHEN f.value IS NULL THEN f.reason
            ELSE nullif(rtrim(
                CASE WHEN coalesce(p.by_tolerance, 0) THEN
                         'within the tolerance stated for the target; '
                     WHEN coalesce(p.by_walk, 0) THEN
                         'flips when walking limits change by walking.tolerance; '
                     ELSE '' END
                || CASE WHEN f.to_confirm THEN 'confirm against the standard: the limit is a default after '
                        || coalesce(f.default_norm, 'a norm') || ' (' || f.default_confidence || '); '
                   ELSE '' END, '; '), '') END AS reason,
       CASE WHEN f.value IS NULL AND f.kind IN ('baseline', 'definition')
                 AND coalesce(f.measure, f.of) IS NOT NULL THEN coalesce(f.reason_zh, f.reason_en)
            WHEN f.value IS NULL THEN
                coalesce((SELECT zh FROM reason_text AS t WHERE t.reason = f.reason),
                         CASE WHEN f.measure IS NULL THEN f.reason_zh END, f.reason)
            ELSE nullif(rtrim(
                CASE WHEN coalesce(p.by_tolerance, 0) THEN '处于目标所定容差之内；'
                     WHEN coalesce(p.by_walk, 0) THEN '步行限值按 walking.tolerance 增减后结论改变；'
                     ELSE '' END
                || CASE WHEN f.to_confirm THEN '请核对标准原文：限值为缺省值，依据 '
                        || coalesce(f.default_norm, '标准') || '（' || f.default_confidence || '）；'
                   ELSE '' END, '；'), '') END AS reason_zh,
       f.binding, f.clause, f.norm, f.confidence, f.value_text, f.of, f.answer, f.plan, f.origin
FROM figure AS f LEFT JOIN flip AS p ON p.target_key = f.target_key
ORDER BY f.target_key;
