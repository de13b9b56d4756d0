#!/usr/bin/env bash
# Audits that are killed, interrupted, resumed, cut into shards and joined again must leave the same
# files as one that was left alone: tests/audit/run.sh PROGRAM [SEED]
#
# The city is the example; its sites are 400 squares strewn over it, enough for several batches.
# The seed decides when a run is ended; it is printed, so that a failure can be had again.
set -uo pipefail

program=$(realpath "${1:?which program}") || exit 2
seed=${2:-$((10#$(date +%N) % 30000))}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
RANDOM=$seed
failed=0
echo "seed $seed"

fail() {
    echo "FAILED: $*"
    failed=1
}

cp -r "$here/examples/qingjiang" "$scratch/city" || exit 2
rm -rf "$scratch/city/out"
city=$scratch/city/city.yaml
sites=$scratch/strewn.csv
awk 'BEGIN {
    srand(7); print "id,x,y,far,dwellings,class"
    for (i = 0; i < 400; i++)
        printf "S%04d,%.1f,%.1f,%.1f,%d,commodity\n", i, 39514000 + rand() * 12000,
               3269000 + rand() * 11000, 1 + rand() * 2, 50 + rand() * 800
}' >"$sites"

audit() { # audit FOLDER [options]
    local folder=$1
    shift
    "$program" audit "$city" --sites "$sites" --footprint 10000 --crs EPSG:4527 --quiet --lang en \
        --workspace "$scratch/city.lifang" --output "$folder" --format csv "$@"
}

# same WHAT FOLDER: every result file has the bytes of the undisturbed audit.
same() {
    local file
    for file in "$scratch/whole/audit/"*; do
        case $file in *.lifang | */dossiers) continue ;; esac
        cmp -s "$file" "$2/audit/$(basename "$file")" || fail "$1: $(basename "$file") differs"
    done
}

"$program" measure "$city" --workspace "$scratch/city.lifang" --quiet >/dev/null ||
    { echo "the city cannot be measured"; exit 1; }
before=$(sha256sum <"$scratch/city.lifang")
began=$(date +%s%N)
audit "$scratch/whole" --threads 2 >"$scratch/whole.csv" || { echo "the audit fails"; exit 1; }
took_ms=$((($(date +%s%N) - began) / 1000000))
[ "$(wc -l <"$scratch/whole.csv")" -gt 390 ] || fail "few sites: $(wc -l <"$scratch/whole.csv")"
[ "$before" = "$(sha256sum <"$scratch/city.lifang")" ] || fail "the city's workspace has changed"

# ---- ended at random, resumed until done ----
for threads in 1 2 4; do
    for signal in KILL INT; do
        folder=$scratch/$signal-$threads
        ends=0
        for attempt in 1 2 3 4 5 6; do
            if [ "$attempt" -eq 6 ]; then delay_ms=0; else delay_ms=$((RANDOM % (took_ms + 1))); fi
            # exec, so that the signal meets the program itself
            (
                trap - INT
                exec "$program" audit "$city" --sites "$sites" --footprint 10000 --crs EPSG:4527 \
                    --lang en --workspace "$scratch/city.lifang" --output "$folder" --format csv \
                    --threads "$threads" $([ "$attempt" -gt 1 ] && echo --resume)
            ) >"$scratch/out.csv" 2>"$scratch/err.txt" &
            pid=$!
            if [ "$delay_ms" -gt 0 ]; then
                sleep "$(printf '%d.%03d' $((delay_ms / 1000)) $((delay_ms % 1000)))"
                kill -"$signal" "$pid" 2>/dev/null
            fi
            wait "$pid" 2>/dev/null
            code=$?
            [ $code -eq 0 ] && break
            ends=$((ends + 1))
            if [ "$signal" = INT ] && [ $code -ne 1 ] && [ $code -ne 130 ]; then
                fail "$signal, $threads threads: exit code $code"
                cat "$scratch/err.txt"
            fi
        done
        [ $code -eq 0 ] || { fail "$signal, $threads threads: never done"; cat "$scratch/err.txt"; }
        same "$signal, $threads threads, ended $ends times" "$folder"
        cmp -s "$scratch/whole.csv" "$scratch/out.csv" ||
            fail "$signal, $threads threads: what is printed differs"
        echo "$signal, $threads threads: ended $ends times"
    done
done

# ---- a resumed audit must be the same audit ----
sed 's/S0001,/S0001x,/' "$sites" >"$scratch/other.csv"
mv "$sites" "$scratch/kept.csv"
cp "$scratch/other.csv" "$sites"
audit "$scratch/whole" --resume >/dev/null 2>"$scratch/err.txt" && fail "other sites are resumed"
grep -q 'has changed since it began: sites' "$scratch/err.txt" ||
    fail "the reason is not said: $(cat "$scratch/err.txt")"
mv "$scratch/kept.csv" "$sites"

# ---- shards ----
for shard in 2 3 1; do
    audit "$scratch/parts" --shard $shard/3 --threads 2 >/dev/null || fail "shard $shard"
done
merge() {
    "$program" merge "$city" --quiet --lang en --workspace "$scratch/city.lifang" --format csv "$@"
}
merge --output "$scratch/parts" >"$scratch/out.csv" || fail "merge"
same "three shards" "$scratch/parts"
cmp -s "$scratch/whole.csv" "$scratch/out.csv" || fail "three shards: what is printed differs"
parts=$scratch/parts/audit
merge "$parts/shard-1-of-3" "$parts/shard-3-of-3/audit.lifang" --output "$scratch/two" \
    >/dev/null 2>"$scratch/err.txt" && fail "two of three shards are joined"
grep -q '3 shards are wanted, but 2 parts' "$scratch/err.txt" || fail "$(cat "$scratch/err.txt")"
merge "$parts/shard-1-of-3" "$parts/shard-3-of-3" "$parts/shard-3-of-3" --output "$scratch/two" \
    >/dev/null 2>"$scratch/err.txt" && fail "a shard is taken twice"
grep -q 'shard 3 is given twice' "$scratch/err.txt" || fail "$(cat "$scratch/err.txt")"

[ $failed -eq 0 ] && echo "audits end where they may, and go on to the same bytes"
exit $failed
