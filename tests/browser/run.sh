#!/usr/bin/env bash
# Drives the page in Chromium: the example city's, one with an audit, and one of a city whose names are
# full of quotes, HTML and script text.
#
#   tests/browser/run.sh PROGRAM FOLDER     FOLDER holds what the test installs and makes (in the build)
#
# Exit 77: node or Chromium is not there (bash examples/setup.sh tests installs them).
set -uo pipefail
program=$1
folder=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
for needed in node npm chromium; do
    if ! command -v "$needed" >/dev/null; then
        echo "skipped: $needed is not installed; bash examples/setup.sh tests installs it"
        exit 77
    fi
done

mkdir -p "$folder"
if ! cmp -s "$here/package-lock.json" "$folder/package-lock.json" || [ ! -d "$folder/node_modules/playwright-core" ]; then
    cp "$here/package.json" "$here/package-lock.json" "$folder/"
    (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error >npm.log 2>&1) || {
        cat "$folder/npm.log"
        echo "playwright-core could not be installed from its lock file"
        rm -f "$folder/package-lock.json"
        exit 1
    }
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
lifang() {
    "$program" "$@" >"$work/log" 2>&1 || {
        cat "$work/log"
        echo "browser: lifang $1 failed"
        exit 1
    }
}
node "$here/hostile_city.mjs" "$work/city" || exit 1
city=$root/examples/qingjiang/city.yaml
lifang run "$city" --workspace "$work/example.lifang" --output "$work/example"
lifang audit "$city" --sites "$root/examples/qingjiang/lots.shp" --workspace "$work/example.lifang" --output "$work/lots"
lifang run "$work/city/city.yaml" --workspace "$work/hostile.lifang" --output "$work/hostile"

# Modules are looked for beside the test: it runs from the folder that holds them.
cp "$here"/*.mjs "$root/src/page/number.js" "$root/src/page/words.js" "$folder/"
export NUMBER_CASES=$root/tests/unit/test_number.c PAGE_SOURCE=$root/src/page
export EXAMPLE=$work/example/report.html AUDIT=$work/lots/audit/report.html HOSTILE=$work/hostile/report.html
cd "$folder" && timeout 300 node page_test.mjs
