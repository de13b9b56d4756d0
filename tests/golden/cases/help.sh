lifang help
lifang --help | cmp - <(lifang help) && lifang -h | cmp - <(lifang help) && echo 'the same with --help and -h'
