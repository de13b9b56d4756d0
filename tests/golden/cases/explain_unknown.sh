# exit: 2
lifang measure city.yaml > /dev/null
lifang explain city.yaml covrage
