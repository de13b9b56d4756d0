# One lot in words: in the city's coordinates, and in degrees.
lifang audit city.yaml --at 39500200,3400050 --area 10000 --far 2 --dwellings 150 --quiet --format csv | cut -d, -f1
cat out/audit/lot.csv
lifang audit city.yaml --at 117.0021,30.7194 --area 10000 --quiet --format csv | cut -d, -f1
