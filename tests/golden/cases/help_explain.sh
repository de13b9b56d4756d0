lifang help explain
lifang explain --help | cmp - <(lifang help explain) && echo 'the same with --help'
