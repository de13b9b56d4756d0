# exit: 2
lifang measure city.yaml --kind distric
