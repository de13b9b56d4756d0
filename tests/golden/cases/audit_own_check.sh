# A city's own check is judged like the rest, a city's own weights rank by it, and its parameters and those of
# installed checks are set in the city file. What is wrong with it is told by file and line.
mkdir -p queries/checks
cat > queries/checks/plot_ratio.sql <<'SQL'
-- id: plot_ratio
-- rank: 1
-- title: Ratio of the town
-- title_zh: 本镇容积率
-- unit: ratio
-- parameter: most = 1 | as the town council decided | 0 .. 10
-- about: A check of the town's own.
-- about_zh: 本镇自定的审核项。
-- reason: pass | {measured} keeps the town's {required}. | {measured}，不超过本镇的 {required}。
-- reason: fail | {measured} is more than the town's {required}. | {measured}，超过本镇的 {required}。
-- reason: lower | Lower it by {shortfall}. | 降低 {shortfall}。

SELECT key AS site_key, far AS measured, :most AS required, '<=' AS comparison, 'lower' AS remedy
FROM candidates WHERE key BETWEEN :first_key AND :last_key;
SQL
printf 'draws: 10\nseed: 1\ncriteria:\n  ratio: {check: plot_ratio, by: measured, worst: 4, best: 0, weight: 1}\n' > scoring.yaml
printf '\nmeasures:\n  plot_ratio: {most: 1.5}\n  lot_size: {most_m2: 9000}\n' >> city.yaml
lifang audit city.yaml --at 39500200,3400050 --area 10000 --far 2 --dwellings 150 --quiet >/dev/null
grep -E 'plot_ratio|lot_size' out/audit/audit_checks.csv
cut -d, -f1,6,7 out/audit/audit.csv
printf 'criteria:\n  ratio: {check: plot_ration, weight: 1}\n' > scoring.yaml
lifang audit city.yaml --at 39500200,3400050 --area 10000 --far 2 --dwellings 150 --quiet 2>&1 >/dev/null
sed -i 's/:most AS/:least AS/' queries/checks/plot_ratio.sql
lifang audit city.yaml --at 39500200,3400050 --area 10000 --far 2 --dwellings 150 --quiet 2>&1 >/dev/null
true
