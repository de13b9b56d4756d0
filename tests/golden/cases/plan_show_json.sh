lifang plan show plan --coverage --format json
