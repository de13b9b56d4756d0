#!/usr/bin/env bash
# What must survive: kill -9 at any moment, an interrupt, a full disk, a folder that cannot be
# written; and the same bytes whatever the number of threads.
#
#   tests/golden/robust.sh PROGRAM
set -uo pipefail
program=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
city=$root/examples/qingjiang/city.yaml
work=$(mktemp -d)
mounted=
cleanup() {
    [ -n "$mounted" ] && umount "$mounted"
    rm -rf "$work"
}
trap cleanup EXIT
fail() {
    echo "robust: $1"
    exit 1
}
run() { "$program" run "$city" --lang en --workspace "$work/$1/w.lifang" "${@:2}"; }

echo "-- the same bytes with 1, 2 and 4 threads"
for threads in 1 2 4; do
    run "t$threads" --threads "$threads" >/dev/null 2>"$work/err" || fail "run with $threads threads: $(cat "$work/err")"
    [ -s "$work/err" ] && fail "stderr is not empty: $(head -n 1 "$work/err")"
done
for file in values.csv verdicts.csv gaps.csv results.json; do
    for threads in 2 4; do
        cmp -s "$work/t1/$file" "$work/t$threads/$file" || fail "$file differs with $threads threads"
    done
done

echo "-- kill -9 in every stage"
for tenths in 1 3 5 8 12 16 20 25 30; do
    "$program" run "$city" --lang en --workspace "$work/killed/w.lifang" >/dev/null 2>&1 &
    job=$!
    sleep "$((tenths / 10)).$((tenths % 10))"
    kill -9 "$job" 2>/dev/null
    wait "$job" 2>/dev/null
    if [ -f "$work/killed/w.lifang" ] && [ "$(sqlite3 "$work/killed/w.lifang" 'PRAGMA integrity_check' 2>&1)" != ok ]; then
        fail "the workspace is damaged after kill -9 at $tenths/10 s"
    fi
    for file in "$work"/killed/*.csv; do
        [ -f "$file" ] || continue
        cmp -s "$file" "$work/t1/$(basename "$file")" || fail "a half-written $(basename "$file") after kill -9"
    done
done
run killed >/dev/null 2>"$work/err" || fail "run after kill -9: $(cat "$work/err")"
cmp -s "$work/killed/values.csv" "$work/t1/values.csv" || fail "values differ after kill -9"

echo "-- interrupt"
"$program" run "$city" --lang en --workspace "$work/stopped/w.lifang" >/dev/null 2>"$work/err" &
job=$!
sleep 0.6
kill -INT "$job"
wait "$job"
code=$?
if [ "$code" -ne 0 ]; then # it may have been done before the signal came
    [ "$code" -eq 1 ] || fail "an interrupted run ends with $code, expected 1"
    [ "$(wc -l <"$work/err")" -eq 1 ] && grep -q interrupted "$work/err" || fail "an interrupt says: $(cat "$work/err")"
fi
run stopped >/dev/null 2>&1 || fail "run after an interrupt"
cmp -s "$work/stopped/values.csv" "$work/t1/values.csv" || fail "values differ after an interrupt"

echo "-- a folder that cannot be written"
"$program" run "$city" --lang en --workspace /proc/none/w.lifang >/dev/null 2>"$work/err"
[ $? -eq 1 ] || fail "an unwritable folder does not end with 1"
[ "$(wc -l <"$work/err")" -eq 1 ] || fail "an unwritable folder says more than a line: $(cat "$work/err")"

echo "-- a full disk"
mkdir -p "$work/full"
if mount -t tmpfs -o size=3m tmpfs "$work/full" 2>/dev/null; then
    mounted=$work/full
    run full >/dev/null 2>"$work/err"
    code=$?
    [ "$code" -eq 1 ] || fail "a full disk ends with $code, expected 1"
    [ "$(wc -l <"$work/err")" -eq 1 ] && grep -qi 'disk is full\|no space' "$work/err" || fail "a full disk says: $(cat "$work/err")"
else
    echo "   skipped: cannot mount a small disk here"
fi
echo "robust: all held"
