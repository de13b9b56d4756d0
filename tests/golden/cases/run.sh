# The whole way on the small city: see city/city.yaml for what can be checked by hand.
lifang run city.yaml
ls out
