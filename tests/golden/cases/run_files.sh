lifang run city.yaml > /dev/null
cat out/verdicts.csv out/gaps.csv
head -n 3 out/values.csv
