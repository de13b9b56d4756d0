#!/usr/bin/env bash
# Installs the build to one place, moves it to another, and runs it there with an empty environment:
# tests/golden/install_test.sh BUILD_FOLDER
set -euo pipefail

build=$(realpath "${1:?which build folder}")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cmake --install "$build" --prefix "$scratch/first" >"$scratch/install.log" || {
    cat "$scratch/install.log"
    exit 1
}
mv "$scratch/first" "$scratch/second place"
cd "$scratch/second place"
for file in bin/lifang include/lifang.h share/lifang/layers/labels.csv \
    share/lifang/queries/workspace.sql share/lifang/results.schema.json share/lifang/plan.schema.json share/man/man1/lifang.1 \
    share/locale/zh_CN/LC_MESSAGES/lifang.mo share/bash-completion/completions/lifang; do
    [ -s "$file" ] || {
        echo "not installed: $file"
        exit 1
    }
done

mkdir "$scratch/home"
cp -r "$here/city" "$scratch/home/city"
cd "$scratch/home/city"
# The definitions must come from the place it was moved to: say -v which files it reads would be noise,
# so a changed title tells.
sed -i 's/^convenience_store,Convenience store,/convenience_store,Moved store,/' \
    "$scratch/second place/share/lifang/layers/categories.csv"
env -i "$scratch/second place/bin/lifang" list categories >"$scratch/categories"
grep -q 'Moved store' "$scratch/categories" || {
    echo "the moved program does not read the definitions it was moved with"
    exit 1
}
env -i "$scratch/second place/bin/lifang" help --lang zh >"$scratch/help"
grep -q '用法：lifang' "$scratch/help" || {
    echo "the moved program does not speak Chinese: its catalogue was not found"
    exit 1
}
env -i "$scratch/second place/bin/lifang" run city.yaml >"$scratch/out" 2>"$scratch/err" || {
    echo "the moved program fails:"
    cat "$scratch/err"
    exit 1
}
[ -s out/results.gpkg ] && [ ! -s "$scratch/err" ] || {
    echo "the moved program wrote no results, or said something:"
    cat "$scratch/err"
    exit 1
}
echo "installed, moved, run"
