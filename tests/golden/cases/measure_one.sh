lifang measure city.yaml --measure coverage
