lifang load city.yaml
