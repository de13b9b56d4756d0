lifang help run
lifang run --help | cmp - <(lifang help run) && echo 'the same with --help'
