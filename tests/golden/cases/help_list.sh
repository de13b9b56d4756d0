lifang help list
lifang list --help | cmp - <(lifang help list) && echo 'the same with --help'
