# exit: 2
lifang run
