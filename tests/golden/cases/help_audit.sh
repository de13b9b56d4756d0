lifang help audit
