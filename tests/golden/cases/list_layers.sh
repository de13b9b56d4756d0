lifang list layers
