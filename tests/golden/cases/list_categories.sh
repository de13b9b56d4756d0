lifang list categories
