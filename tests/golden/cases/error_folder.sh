# exit: 1
touch file
lifang run city.yaml --output file/x
