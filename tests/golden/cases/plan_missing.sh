# exit: 1
lifang plan lint no/such/plan
