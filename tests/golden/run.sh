#!/usr/bin/env bash
# Golden tests of the command line: tests/golden/run.sh PROGRAM [CASE ...]
#
# A case is cases/NAME.sh, run by bash in an empty folder that holds a copy of city/ (a small city made
# for these tests), with the function `lifang`. Its stdout must equal cases/NAME.out, its stderr
# cases/NAME.err (empty when there is no such file), and its exit code the one in the line
# "# exit: N" (0 when there is none). UPDATE=1 writes the expected files anew.
set -uo pipefail

program=$(realpath "${1:?which program}") || exit 2
shift
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
failed=0 count=0

# As in a script of a user: no terminal, a plain locale, no definitions of another installation.
run_case() {
    local script=$1 folder=$2
    cp -r "$here/city" "$folder" || return 99
    (cd "$folder" && env -u LIFANG_DATA LC_ALL=C.UTF-8 LIFANG="$program" bash -c '
        lifang() { "$LIFANG" "$@"; }
        . "$0"' "$script" >"$scratch/stdout" 2>"$scratch/stderr" </dev/null)
}

# compare WHAT EXPECTED_FILE GOT_FILE
compare() {
    if [ -n "${UPDATE:-}" ]; then
        if [ -s "$3" ] || [ "$1" = stdout ]; then cp "$3" "$2"; else rm -f "$2"; fi
        return 0
    fi
    [ -e "$2" ] || set -- "$1" /dev/null "$3"
    cmp -s "$2" "$3" && return 0
    printf '%s: %s differs from what is expected\n' "$name" "$1"
    diff -u "$2" "$3" | head -n 60
    return 1
}

for script in "$here"/cases/*.sh; do
    name=$(basename "$script" .sh)
    if [ $# -gt 0 ] && [[ " $* " != *" $name "* ]]; then continue; fi
    count=$((count + 1))
    expected=$(sed -n 's/^# exit: *//p' "$script")
    run_case "$script" "$scratch/$name"
    code=$?
    good=1
    if [ "$code" -ne "${expected:-0}" ]; then
        printf '%s: exit code %s, expected %s\n' "$name" "$code" "${expected:-0}"
        good=0
    fi
    compare stdout "$here/cases/$name.out" "$scratch/stdout" || good=0
    compare stderr "$here/cases/$name.err" "$scratch/stderr" || good=0
    [ $good -eq 1 ] || failed=$((failed + 1))
    rm -rf "${scratch:?}/$name"
done
printf 'golden: %d of %d cases as expected\n' $((count - failed)) "$count"
[ $failed -eq 0 ] && [ $count -gt 0 ]
