# exit: 3
lifang plan lint plan --lang zh --format csv
