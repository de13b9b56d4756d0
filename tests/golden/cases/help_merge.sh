lifang help merge
