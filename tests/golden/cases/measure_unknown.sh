# exit: 2
lifang measure city.yaml --measure covrage
