# exit: 2
lifang run city.yaml --threads two
