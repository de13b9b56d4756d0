# Notices of the faulty rows go to stderr, with file, row and column.
lifang plan show plan --city city.yaml --format csv
