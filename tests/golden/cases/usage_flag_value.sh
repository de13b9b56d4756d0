# exit: 2
lifang run city.yaml --quiet=yes
