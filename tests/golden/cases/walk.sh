lifang walk city.yaml
