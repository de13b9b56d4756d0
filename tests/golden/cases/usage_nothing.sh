# exit: 2
lifang
