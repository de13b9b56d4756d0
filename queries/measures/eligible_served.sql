-- id: eligible_served
-- title: Eligible households that are served
-- title_zh: 应保家庭保障率
-- unit: share
-- better: higher
-- denominator: eligible households
-- parameter: class = public_rental | class of the homes and programmes that serve them | text
-- parameter: kind = district | kind of area whose eligible_households are counted | text
-- needs: areas
-- optional: homes, programmes
-- about: Households in homes of the class, and households that programmes of mode subsidised pay,
-- about: divided by those entitled to it (areas.eligible_households). The city is the sum over the
-- about: areas of the kind that state them. 1 or more is 应保尽保: all who are entitled are served.
-- about_zh: 该类住房中的家庭户与领取补贴（方式 subsidised）的家庭户之和，除以符合条件的家庭数
-- about_zh: （areas.eligible_households）。全市为该层级各填有数值的区域之和。不小于 1 即应保尽保。

WITH served AS (
    SELECT a.atom, h.households FROM homes AS h JOIN home_atom AS a ON a.home_key = h.key
    WHERE instr(',' || replace(:class, ' ', '') || ',', ',' || h.class || ',') > 0
    UNION ALL
    SELECT a.atom, coalesce(p.households, p.units)
    FROM programmes AS p JOIN programme_atom AS a ON a.programme_key = p.key
    WHERE p.mode = 'subsidised'
          AND instr(',' || replace(:class, ' ', '') || ',', ',' || p.class || ',') > 0
), by_atom AS (
    SELECT atom, total(households) AS households FROM served GROUP BY atom
), here AS (
    SELECT x.id, x.eligible_households AS eligible,
           (SELECT total(b.households) FROM atom_area AS a JOIN by_atom AS b ON b.atom = a.atom
            WHERE a.area_id = x.id) AS households
    FROM areas AS x
    WHERE x.kind = :kind AND x.eligible_households IS NOT NULL AND x.id <> 'city'
)
SELECT id AS area_id, households AS numerator, eligible AS denominator, NULL AS reason FROM here
UNION ALL
SELECT 'city', sum(households), sum(eligible),
       CASE WHEN count(*) = 0 THEN 'no area of kind ' || :kind || ' says eligible_households' END
FROM here;
