# exit: 1
lifang run city.yaml --workspace before/w.lifang --output before > /dev/null
sed -i 's/^name:.*/name: 别处/' city.yaml
lifang run city.yaml --workspace after/w.lifang --output after > /dev/null
lifang compare before/w.lifang after/w.lifang
