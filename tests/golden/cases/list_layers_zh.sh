lifang list layers --lang zh
