lifang help map
lifang map --help | cmp - <(lifang help map) && echo 'the same with --help'
