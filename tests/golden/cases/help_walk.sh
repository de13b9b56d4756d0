lifang help walk
lifang walk --help | cmp - <(lifang help walk) && echo 'the same with --help'
