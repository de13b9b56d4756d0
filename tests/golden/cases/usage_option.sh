# exit: 2
lifang run city.yaml --formt csv
