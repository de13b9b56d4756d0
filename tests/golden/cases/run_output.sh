lifang run city.yaml --workspace w/x.lifang --output results > /dev/null
ls w results
