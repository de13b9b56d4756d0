# exit: 2
lifang audit city.yaml --at somewhere --area 100
