# exit: 2
lifang plan lint plan --city city.yaml
