#!/usr/bin/env bash
# A real city from its layers to its results, in both weights of the walk. Skips (77) without the data.
#
#   tests/real/porto_alegre.sh PROGRAM
set -euo pipefail
program=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
data=${LIFANG_TEST_DATA:-}
if [ ! -f "$data/porto_alegre/poa_osm.pbf" ]; then
    echo "skipped: no porto_alegre/ in LIFANG_TEST_DATA ($data)"
    exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sed "s|@DATA@|$data|g" "$here/porto_alegre.yaml.in" >"$work/city.yaml"

fail() {
    echo "porto_alegre: $1"
    exit 1
}
# The value of a measure in values.csv: measure, slice, base
value() {
    "$program" run "$work/city.yaml" --format json >/dev/null
    awk -F, -v m="$1" -v s="$2" -v b="$3" 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
        $c["measure"] == m && $c["slice"] == s && $c["base"] == b && $c["area"] == "city" { print $c["value"]; exit }' \
        <(sed '1s/^\xEF\xBB\xBF//' "$work/out/values.csv")
}
within() {
    awk -v v="$2" -v a="$3" -v b="$4" 'BEGIN { exit !(v != "" && v >= a && v <= b) }' ||
        fail "$1 is $2, expected between $3 and $4"
}

"$program" run "$work/city.yaml" >"$work/summary.txt" 2>"$work/errors.txt" || fail "run failed: $(cat "$work/errors.txt")"
[ ! -s "$work/errors.txt" ] || fail "run wrote to stderr: $(head -n 1 "$work/errors.txt")"
grep -qE 'homes .* 1227 +1227 +0 +0' "$work/summary.txt" || fail "1227 homes were not all kept"
grep -qE 'jobs .* 1227 +1222 +0 +5 +5 × jobs must not be blank' "$work/summary.txt" ||
    fail "the five blank cells are not in the summary"
grep -qE 'too far from any street +homes +[1-9]' "$work/summary.txt" ||
    fail "the cells too far from any street are not in the summary"
[ "$("$program" list rejects "$work/city.yaml" --format csv | grep -c ',jobs,')" -ge 5 ] || fail "rejects are not listed"

health=$(value coverage health_centre residents)
schools=$(value coverage primary_school residents)
rail=$(value station_band_share within residents)
jobs=$(value jobs_in_reach '1000 m' residents)
within "coverage of health care" "$health" 0.70 0.90
within "coverage of schools" "$schools" 0.48 0.68
within "residents around rail stations" "$rail" 0.001 0.05
within "jobs within 1000 m" "$jobs" 4000 9000

# A map of each kind that a city without areas can have.
for show in walkshed:primary_school tod gaps verdicts; do
    "$program" map "$work/city.yaml" --show "$show" -o "$work/map.pdf" 2>"$work/errors.txt" || fail "map $show: $(cat "$work/errors.txt")"
    head -c 5 "$work/map.pdf" | grep -q '^%PDF-' || fail "map $show is no PDF"
done
"$program" map "$work/city.yaml" --show coverage -o "$work/map.pdf" 2>"$work/errors.txt" && fail "a map of areas that are not there"

# Walking uphill takes longer than on the level; the same places in a straight line are nearer.
sed 's|^dem:.*||' "$work/city.yaml" >"$work/level.yaml"
"$program" run "$work/level.yaml" >/dev/null
echo "porto_alegre: health care $health, schools $schools, rail $rail, jobs within 1000 m $jobs"
