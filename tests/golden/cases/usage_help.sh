# exit: 2
lifang help explan
