lifang help load
lifang load --help | cmp - <(lifang help load) && echo 'the same with --help'
