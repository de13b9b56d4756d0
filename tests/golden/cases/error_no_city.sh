# exit: 1
lifang run nowhere.yaml
