#!/usr/bin/env bash
# The data document inside report.html, read back: tests/page/run.sh PROGRAM
#
# The example city's page must agree with the other files (check.js), be the same twice and for any
# number of threads, and no name may break out of the document. Skipped (77) without node.
set -uo pipefail
program=$(realpath "${1:?which program}") || exit 2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
command -v node >/dev/null || { echo "page: skipped, node is not there"; exit 77; }
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
fail() { echo "page: $*"; exit 1; }

# ---- the example city ----
city=$here/../../examples/qingjiang/city.yaml
run() { "$program" run "$city" --quiet --workspace "$scratch/$1.lifang" --output "$scratch/$1" "${@:2}" >/dev/null || fail "run $*"; }
run one --threads 1
run two --threads 2
cmp "$scratch/one/report.html" "$scratch/two/report.html" || fail "threads change the page"
rm "$scratch/one/report.html"
run one --threads 1
cmp "$scratch/one/report.html" "$scratch/two/report.html" || fail "the page is not the same twice"
# Missed targets are exit 1 of check, and no failure here.
"$program" check "$city" --workspace "$scratch/one.lifang" --format json >"$scratch/check.json" 2>/dev/null
[ -s "$scratch/check.json" ] || fail "check gives no JSON"
node "$here/check.js" "$scratch/one" "$scratch/check.json" || fail "the example city's page"

# ---- an audit of its lots ----
"$program" audit "$city" --sites "$here/../../examples/qingjiang/lots.shp" --quiet \
    --workspace "$scratch/one.lifang" --output "$scratch/one" >/dev/null || fail "audit"
node "$here/audit.js" "$scratch/one/audit" || fail "the page of the audit"

# ---- names that want to break out ----
cp -r "$here/../golden/city" "$scratch/hostile"
cd "$scratch/hostile" || exit 2
node "$here/hostile.js" write || fail "the hostile city could not be made"
"$program" run city.yaml --quiet --workspace h.lifang --output out >/dev/null || fail "run of hostile names"
node "$here/hostile.js" check out/report.html || fail "hostile names"

# ---- many homes are summed in squares ----
cp -r "$here/../golden/city" "$scratch/many"
cd "$scratch/many" || exit 2
node "$here/many.js" write || fail "the city of many homes could not be made"
"$program" run city.yaml --quiet --workspace m.lifang --output out >/dev/null || fail "run of many homes"
node "$here/many.js" check out/report.html || fail "homes in squares"
echo "page: as agreed"
