# exit: 2
lifang audit city.yaml --at 1,2 --area huge
