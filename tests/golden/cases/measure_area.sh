lifang measure city.yaml --area 东区 --measure coverage --format csv
