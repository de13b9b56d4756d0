lifang help plan
