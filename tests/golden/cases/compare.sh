# The same town before and after the street v1 was closed and people walk more slowly: what the two rest on,
# outcomes first, then numbers. Neither side is changed.
lifang run city.yaml --workspace before/w.lifang --output before > /dev/null
sed -i '/^v1,/d' streets.csv
echo 'walking: {speed_m_per_min: 50}' >> city.yaml
lifang run city.yaml --workspace after/w.lifang --output after > /dev/null
cp before/w.lifang kept.lifang
lifang compare before/w.lifang after/w.lifang
cmp before/w.lifang kept.lifang && echo unchanged
