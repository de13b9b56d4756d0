lifang help version
lifang version --help | cmp - <(lifang help version) && echo 'the same with --help'
