lifang load city.yaml > /dev/null
lifang list rejects city.yaml --format csv
