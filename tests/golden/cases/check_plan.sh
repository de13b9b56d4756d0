# exit: 3
lifang check city.yaml --plan plan --quiet
