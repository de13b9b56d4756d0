#!/usr/bin/env bash
# Every JSON document that lifang prints or writes, against the published schemas in src/present:
# tests/schema/run.sh PROGRAM
#
# Also the other way round: documents that break the schema must be refused, so that the test can fail.
# Skipped (77) without Debian's python3-jsonschema.
set -uo pipefail
program=$(realpath "${1:?which program}") || exit 2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$here/../..
python=/usr/bin/python3
"$python" -c 'import jsonschema; jsonschema.Draft202012Validator' 2>/dev/null ||
    { echo "schema: skipped, python3-jsonschema is not there"; exit 77; }
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
fail() { echo "schema: $*"; exit 1; }
documents=$scratch/documents
mkdir "$documents"
lifang() { env -u LIFANG_DATA LC_ALL=C.UTF-8 "$program" --quiet "$@"; }
count=0
# keep NAME ARGUMENTS…: what the command prints as JSON; its exit code may be 3 (a target is missed)
keep() {
    local name=$1 code=0
    shift
    env -u LIFANG_DATA LC_ALL=C.UTF-8 "$program" "$@" --quiet --format json >"$documents/$name.json" 2>"$scratch/error" || code=$?
    [ $code -eq 0 ] || [ $code -eq 3 ] || fail "$*: exit code $code: $(cat "$scratch/error")"
    count=$((count + 1))
}

cp -r "$root/tests/golden/city" "$scratch/city"
cd "$scratch/city" || exit 2
for language in en zh; do
    keep "run-$language" run city.yaml --lang $language --workspace w.lifang --output "out-$language"
    cp "out-$language/results.json" "$documents/results-$language.json"
done
keep load load city.yaml --workspace w.lifang
keep walk walk city.yaml --workspace w.lifang
keep measure measure city.yaml --workspace w.lifang
keep measure-one measure city.yaml --workspace w.lifang --measure coverage
keep check check city.yaml --workspace w.lifang
for what in measures parameters categories layers settings; do keep "list-$what" list $what; done
for what in measures parameters categories layers settings targets areas problems rejects repairs notices; do
    keep "list-city-$what" list $what city.yaml --workspace w.lifang
done
keep plan-lint plan lint plan
keep plan-show plan show plan
keep plan-coverage plan show plan --coverage
keep plan-city plan show plan --city city.yaml
for plan in "$root"/examples/plans/*/plan.yaml; do
    keep "lint-$(basename "$(dirname "$plan")")" plan lint "$(dirname "$plan")"
done
if "$program" help compare >/dev/null 2>&1; then
    cp w.lifang other.lifang
    keep compare compare w.lifang other.lifang
fi
if "$program" help audit >/dev/null 2>&1; then
    cat >sites.csv <<'SITES'
id,name,far,dwellings,WKT
"A <b>""1""</b>",=1+1,2.0,300,"POLYGON((39500100 3400050,39500200 3400050,39500200 3400150,39500100 3400150,39500100 3400050))"
far away,"x
y",,,"POLYGON((39510100 3400050,39510200 3400050,39510200 3400150,39510100 3400150,39510100 3400050))"
SITES
    keep audit audit city.yaml --sites sites.csv --crs EPSG:4527 --workspace w.lifang --output audit
    for file in audit/*.json; do [ -e "$file" ] && cp "$file" "$documents/audit-file-$(basename "$file")"; done
fi

"$python" "$here/validate.py" "$root/src/present" "$documents"/*.json || fail "documents that the schema does not describe"

# What must be refused: a missing version, a value that is a text, a key nobody wrote down, no JSON number.
broken=$scratch/broken
mkdir "$broken"
"$python" - "$documents/results-en.json" "$broken" <<'BREAK' || fail "cannot break a document"
import copy, json, sys
good = json.load(open(sys.argv[1], encoding="utf-8"))
def write(name, change):
    bad = copy.deepcopy(good)
    change(bad)
    json.dump(bad, open(f"{sys.argv[2]}/{name}.json", "w", encoding="utf-8"))
write("version", lambda d: d.pop("version"))
write("text", lambda d: d["values"][0].update(value="0.5"))
write("outcome", lambda d: d["verdicts"][0].update(outcome="passed"))
write("key", lambda d: d.update(secret=1))
write("column", lambda d: d["verdicts"][0].update(colour="red"))
write("nan", lambda d: d["values"][0].update(value=float("nan")))
BREAK
for file in "$broken"/*.json; do
    "$python" "$here/validate.py" "$root/src/present" "$file" >/dev/null && fail "$(basename "$file") was not refused"
done
echo "schema: $count documents as published"
