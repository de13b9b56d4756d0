lifang help check
lifang check --help | cmp - <(lifang help check) && echo 'the same with --help'
