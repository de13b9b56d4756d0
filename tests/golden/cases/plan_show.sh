lifang plan show plan
