lifang plan show plan --coverage
