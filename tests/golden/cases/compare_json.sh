lifang run city.yaml --workspace before/w.lifang --output before > /dev/null
sed -i 's/^T1,.*>=,60,/T1,菜市场覆盖率,Food market coverage,coverage,limit_m=500,,market,>=,95,/' targets.csv
lifang run city.yaml --workspace after/w.lifang --output after > /dev/null
lifang compare before/results.json after/results.json --format json
