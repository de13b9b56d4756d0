# exit: 1
lifang merge city.yaml --quiet
