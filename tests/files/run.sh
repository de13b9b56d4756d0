#!/usr/bin/env bash
# results.xlsx and results.gpkg as other programs read them: tests/files/run.sh PROGRAM
#
# With names that are meant to do harm, in both languages; the same bytes for any number of threads.
# Skipped (77) without python3.
set -uo pipefail
program=$(realpath "${1:?which program}") || exit 2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
command -v python3 >/dev/null || { echo "files: skipped, python3 is not there"; exit 77; }
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
cp -r "$here/../golden/city" "$scratch/city"
cd "$scratch/city" || exit 2
python3 "$here/check.py" write . || exit 1
for language in en zh; do
    for threads in 1 2; do
        "$program" run city.yaml --quiet --lang $language --threads $threads \
            --workspace "w$language.lifang" --output "$language$threads" >/dev/null ||
            { echo "files: run --lang $language failed"; exit 1; }
    done
    python3 "$here/check.py" "${language}1" || exit 1
    for file in results.xlsx results.gpkg; do
        cmp "${language}1/$file" "${language}2/$file" || exit 1
    done
done
echo "files: the workbook and the GeoPackage hold what they should"
