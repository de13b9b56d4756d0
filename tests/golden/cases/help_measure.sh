lifang help measure
lifang measure --help | cmp - <(lifang help measure) && echo 'the same with --help'
