# exit: 2
lifang audit city.yaml
