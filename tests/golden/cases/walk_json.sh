lifang walk city.yaml --format json
