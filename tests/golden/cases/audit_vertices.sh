# A lot of 50,000 vertices.
awk 'BEGIN { printf "id,WKT\nround,\"POLYGON ((";
    for (i = 0; i <= 50000; i++) { a = (i % 50000) * 6.283185307179586 / 50000;
        printf "%s%.6f %.6f", i ? ", " : "", 39500600 + 150 * cos(a), 3400200 + 150 * sin(a) }
    print "))\"" }' >round.csv
lifang audit city.yaml --sites round.csv --crs EPSG:4527 --quiet --format csv | cut -d, -f1
