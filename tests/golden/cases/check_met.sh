# A target that cannot be measured is not missed.
lifang check met.yaml
