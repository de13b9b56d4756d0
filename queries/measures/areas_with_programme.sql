-- id: areas_with_programme
-- title: Areas with a programme of a class
-- title_zh: 有某类项目的区域占比
-- unit: share
-- better: higher
-- denominator: areas
-- parameter: class = green_community | class of the programmes, ids with commas between | text
-- parameter: kind = community | kind of area that is to have one | text
-- parameter: least = 1 | programmes an area must have | 1 .. 1000
-- parameter: status = | only in these states: planned, supplied, started, completed | text
-- parameter: year_from = | first year counted | 1800 .. 2200
-- parameter: year_to = | last year counted | 1800 .. 2200
-- needs: areas
-- optional: programmes
-- about: Areas of a kind that hold at least so many programmes of a class (a community that has been
-- about: made green, a district with a talent community) as a share of all areas of that kind. An
-- about: area counts within another where its point lies in it.
-- about_zh: 某类区域中至少有若干个某类项目的区域占全部该类区域的比重，如绿色社区达标率。
-- about_zh: 区域按其代表点归入上级区域。

WITH one AS (
    SELECT a.area_id, count(*) AS programmes
    FROM programmes AS p JOIN programme_atom AS t ON t.programme_key = p.key
    JOIN atom_area AS a ON a.atom = t.atom
    WHERE instr(',' || replace(:class, ' ', '') || ',', ',' || p.class || ',') > 0
          AND (:year_from IS NULL OR p.year >= :year_from) AND (:year_to IS NULL OR p.year <= :year_to)
          AND (:status IS NULL
               OR instr(',' || replace(:status, ' ', '') || ',', ',' || p.status || ',') > 0)
    GROUP BY a.area_id
), unit AS (
    SELECT x.id, x.x, x.y, iif(o.programmes >= :least, 1.0, 0.0) AS has
    FROM areas AS x LEFT JOIN one AS o ON o.area_id = x.id WHERE x.kind = :kind
), lacking AS (
    SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM unit) THEN 'no area of kind ' || :kind
                WHEN NOT EXISTS (
                    SELECT 1 FROM programmes AS p
                    WHERE instr(',' || replace(:class, ' ', '') || ',', ',' || p.class || ',') > 0)
                    THEN 'no programme of class ' || :class || ' was supplied' END AS reason
)
SELECT 'city' AS area_id, sum(u.has) AS numerator, nullif(count(u.id), 0) AS denominator,
       l.reason
FROM lacking AS l LEFT JOIN unit AS u
UNION ALL
SELECT w.id, sum(u.has), count(u.id), l.reason
FROM lacking AS l CROSS JOIN areas AS w
JOIN unit AS u ON w.kind <> :kind AND w.id <> 'city' AND u.x BETWEEN MbrMinX(w.geom) AND MbrMaxX(w.geom)
     AND u.y BETWEEN MbrMinY(w.geom) AND MbrMaxY(w.geom)
     AND ST_Covers(w.geom, MakePoint(u.x, u.y, ST_SRID(w.geom)))
GROUP BY w.id;
