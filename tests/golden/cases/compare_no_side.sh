# exit: 1
lifang compare homes.csv targets.csv
