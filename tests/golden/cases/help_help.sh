lifang help help
lifang help --help | cmp - <(lifang help help) && echo 'the same with --help'
