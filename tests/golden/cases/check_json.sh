# exit: 3
lifang check city.yaml --format json
