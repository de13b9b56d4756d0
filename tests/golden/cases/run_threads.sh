# Threads change the speed, never a byte.
lifang run city.yaml --threads 1 --workspace one/w.lifang --output one > /dev/null
lifang run city.yaml --threads 2 --workspace two/w.lifang --output two > /dev/null
for file in results.gpkg results.json values.csv verdicts.csv gaps.csv report.html; do cmp one/$file two/$file && echo "$file: same"; done
