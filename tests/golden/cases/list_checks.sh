# The checks of candidate sites, in their order; a city's own check stands among them; parameters too.
lifang list checks
mkdir -p queries/checks
cat > queries/checks/river_view.sql <<'SQL'
-- id: river_view
-- rank: 5
-- title: River view
-- title_zh: 临江
-- unit: m
-- parameter: near_m = 300 | how near the river | 0 .. 5000
-- about: A check of the city's own.
-- about_zh: 本市自定的审核项。
-- reason: pass | Near the river. | 临江。

SELECT key AS site_key, 'pass' AS outcome, :near_m AS near_m FROM candidates
WHERE key BETWEEN :first_key AND :last_key;
SQL
lifang list checks city.yaml --lang zh | sed -n 1,4p
lifang list parameters city.yaml --format csv | grep river_view
