# exit: 1
lifang list targets city.yaml
