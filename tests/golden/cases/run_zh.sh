lifang run city.yaml --lang zh
