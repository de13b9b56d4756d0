lifang run city.yaml --workspace before/w.lifang --output before > /dev/null
sed -i '/^v1,/d' streets.csv
lifang run city.yaml --workspace after/w.lifang --output after > /dev/null
lifang compare before/w.lifang after/w.lifang --measure coverage --kind district --format csv | tr -d '\r'
