# exit: 2
lifang list mesures
