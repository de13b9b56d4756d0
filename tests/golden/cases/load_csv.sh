lifang load city.yaml --format csv | cut -d, -f1-3,11-14
