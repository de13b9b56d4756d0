lifang load city.yaml > /dev/null && lifang walk city.yaml > /dev/null
lifang list areas city.yaml
