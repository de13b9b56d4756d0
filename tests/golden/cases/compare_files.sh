# What changed as files, with a map for each figure that changed in some area.
lifang run city.yaml --workspace before/w.lifang --output before > /dev/null
sed -i '/^v1,/d' streets.csv
lifang run city.yaml --workspace after/w.lifang --output after > /dev/null
lifang compare before/w.lifang after/w.lifang -o changes --format csv | tr -d '\r'
ls changes
head -c 4 changes/compare.pdf
echo
# Nothing changed: no map, and none is left over.
lifang compare after/w.lifang after/results.json -o changes > /dev/null
ls changes
