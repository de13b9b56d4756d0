# exit: 2
lifang rum city.yaml
