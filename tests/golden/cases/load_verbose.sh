# Warnings and what was done go to stderr, and only when asked for.
lifang load city.yaml -v > /dev/null
