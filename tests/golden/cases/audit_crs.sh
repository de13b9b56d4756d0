# Without a CRS the city's is taken where the coordinates lie there; degrees are not guessed.
printf 'id,x,y\na,39500200,3400050\n' >plain.csv
lifang audit city.yaml --sites plain.csv --footprint 2500 --format csv -v 2>said.txt | cut -d, -f1
grep CRS said.txt
printf 'id,x,y\na,117.0021,30.7194\n' >degrees.csv
lifang audit city.yaml --sites degrees.csv --footprint 2500 --format csv || echo "exit $?"
lifang audit city.yaml --sites degrees.csv --footprint 2500 --crs EPSG:4326 --quiet --format csv | cut -d, -f1
