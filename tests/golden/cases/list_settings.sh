lifang list settings --format csv
