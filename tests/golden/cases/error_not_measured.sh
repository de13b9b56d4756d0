# exit: 1
lifang explain city.yaml coverage
