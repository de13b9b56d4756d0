#!/usr/bin/env bash
# Adds the measure of CONTRIBUTING.md word for word, in a copy of the text files: its case holds, the
# command runs it, and a measure without a case fails the run. No C is built.
#
#   tests/golden/add_measure.sh PROGRAM CASE_RUNNER
set -uo pipefail
program=$(realpath "$1") runner=$(realpath "$2")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() {
    echo "add_measure: $1"
    exit 1
}
# The text of the first block of a kind after the heading.
block() { awk -v start="\`\`\`$1" '/^## Adding a measure/ { on = 1 } on && $0 == start { take = 1; next }
    take && $0 == "```" { exit } take' "$root/CONTRIBUTING.md"; }

mkdir -p "$work/tests"
cp -r "$root/queries" "$root/layers" "$work/"
cp -r "$root/tests/cases" "$work/tests/"
export LIFANG_DATA=$work LIFANG_CASES_ROOT=$work
block sql >"$work/queries/measures/old_home_residents.sql"
[ -s "$work/queries/measures/old_home_residents.sql" ] || fail "CONTRIBUTING.md holds no sql block"

"$runner" >"$work/out" 2>&1 && fail "a measure without a case passes"
grep -q old_home_residents "$work/out" || fail "the run does not name the measure that lacks a case"
block case >"$work/tests/cases/old_home_residents.case"
"$runner" >"$work/out" 2>&1 || fail "the case does not hold: $(grep old_home "$work/out" | head -n 3)"

cp -r "$root/tests/golden/city" "$work/city"
"$program" measure "$work/city/city.yaml" --measure old_home_residents --format csv >"$work/out" 2>"$work/err" ||
    fail "the command does not run it: $(cat "$work/err")"
grep -q '^old_home_residents,' "$work/out" || fail "the command prints no value of it"
sed -i 's/:built_to THEN/:built_two THEN/' "$work/queries/measures/old_home_residents.sql"
"$program" measure "$work/city/city.yaml" >/dev/null 2>"$work/err" && fail "an undeclared parameter passes"
grep -q 'old_home_residents.sql' "$work/err" || fail "the error does not name the file: $(cat "$work/err")"
echo "add_measure: as CONTRIBUTING.md says"
