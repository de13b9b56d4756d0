# exit: 2
lifang run city.yaml plan.yaml
