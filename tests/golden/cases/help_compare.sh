lifang help compare
