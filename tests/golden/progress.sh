#!/usr/bin/env bash
# How long tasks say how far they are: one line on a terminal, taken away at the end; JSON lines for programs;
# nothing for anybody else.
#
#   tests/golden/progress.sh PROGRAM
set -uo pipefail
program=$(realpath "$1")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
city=$root/examples/qingjiang/city.yaml
command -v script >/dev/null || { echo "progress: script (util-linux) is missing"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0
fail() {
    echo "progress: $1"
    bad=1
}
run() { env LC_ALL=C.UTF-8 "$program" run "$city" --workspace "$work/$1.lifang" "${@:2}"; }

echo "-- no terminal: nothing on standard error"
run plain >"$work/plain.out" 2>"$work/plain.err" || fail "run failed: $(cat "$work/plain.err")"
[ -s "$work/plain.err" ] && fail "standard error holds: $(head -n 1 "$work/plain.err")"

echo "-- JSON lines"
begun=$(date +%s%N)
run json --progress json >"$work/json.out" 2>"$work/json.err" || fail "run --progress json failed"
seconds=$((($(date +%s%N) - begun) / 1000000000 + 1))
sed "s|$work/json|X|g" "$work/json.out" | cmp -s - <(sed "s|$work/plain|X|g" "$work/plain.out") || fail "--progress json changes the results"
python3 - "$work/json.err" >"$work/judged" <<'PY'
import json, sys
steps = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
if len(steps) < 5: print("only", len(steps), "steps")
last = {}
for step in steps:
    if sorted(step) != ["done", "left_s", "rate", "task", "total"]: print("keys:", step)
    if step["total"] is not None and step["done"] > step["total"]: print("beyond the end:", step)
    for key in ("rate", "left_s"):
        if step[key] is not None and step[key] < 0: print("negative:", step)
    last[step["task"]] = step
if "measuring" not in last: print("the task measuring is missing:", sorted(last))
elif last["measuring"]["done"] != last["measuring"]["total"]: print("not told to its end:", last["measuring"])
if not any(step["rate"] for step in steps): print("no step has a rate")
if not any(step["left_s"] for step in steps): print("no step has a time left")
PY
[ -s "$work/judged" ] && fail "$(head -n 5 "$work/judged")"

echo "-- five lines a second at most"
lines=$(wc -l <"$work/json.err")
tasks=$(sed 's/"done".*//' "$work/json.err" | sort -u | wc -l)
[ "$lines" -le $((5 * seconds + tasks + 1)) ] || fail "$lines lines in $seconds s"

echo "-- a terminal: one line in its place, with rate and time left, gone at the end"
# typed NAME COLUMNS ARGUMENTS...: the command on a terminal of that width; on one thread and last in the
# queue for the processor, so that tasks take their second.
typed() {
    local name=$1 columns=$2
    shift 2
    script -qec "stty cols $columns rows 40; nice -n 19 $program $1 '$city' --workspace '$work/$name.lifang' --threads 1 ${*:2} >'$work/$name.out'" \
        "$work/$name.tty" >/dev/null 2>&1 </dev/null
}
drawn() { tr '\r' '\n' <"$work/$1.tty" | grep -aP '^\x1b\[K[^ ]' | grep -av 'lifang'; }
typed screen 100 run --lang en
drawn screen | grep -aP '\d+ %  \[=*>? *\]' >"$work/drawn"
if [ -s "$work/drawn" ]; then
    grep -qaP '\d+/\d+  [\d.]+/s  \d+:\d\d left' "$work/drawn" || fail "no rate and time left in: $(head -n 2 "$work/drawn")"
    while IFS= read -r line; do
        [ ${#line} -le 103 ] || fail "a line is wider than the screen: $line"
    done <"$work/drawn"
    tr '\r' '\n' <"$work/screen.tty" | grep -aP '^\x1b\[K' | tail -n 1 | grep -aP '^\x1b\[K(lifang.*)?$' >/dev/null ||
        fail "a line was left on the screen"
else
    fail "nothing was drawn on the terminal"
fi
typed narrow 34 run --lang zh
drawn narrow | grep -a '正在.*%' >/dev/null || fail "no Chinese on the terminal: $(drawn narrow | head -n 3)"
# Chinese characters take two columns
drawn narrow | python3 -c 'import sys, unicodedata
for line in sys.stdin:
    line = line.replace("\x1b[K", "").rstrip("\n")
    if sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) > 34: print(line)' >"$work/wide"
[ -s "$work/wide" ] && fail "wider than a narrow screen: $(head -n 1 "$work/wide")"
typed none 100 walk --lang en --progress none
grep -qaP '\r\x1b\[K' "$work/none.tty" && fail "--progress none draws"
typed quiet 100 measure --lang en --quiet --progress json
grep -qaP '\x1b\[K|"task"' "$work/quiet.tty" && fail "--quiet tells of progress"

[ $bad -eq 0 ] && echo "progress: as said"
exit $bad
