# exit: 2
lifang list targets
