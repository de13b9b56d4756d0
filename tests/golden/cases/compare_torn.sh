# exit: 1
# A results file that was cut off.
lifang run city.yaml --workspace w/w.lifang --output w > /dev/null
head -c 5000 w/results.json > torn.json
lifang compare w/w.lifang torn.json
