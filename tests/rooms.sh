#!/usr/bin/env bash
# Who may know whom: the rooms of src/ and the foreign libraries behind each door. Fails with the line
# that breaks the rule.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
bad=0

# may ROOM PATTERN: headers of the project's own that a room may include
may() {
    local room=$1 pattern=$2 found
    found=$(grep -nE '^#include "' -r "src/$room" --include='*.[ch]' | grep -vE "#include \"($pattern)")
    if [ -n "$found" ]; then
        printf 'src/%s may include only %s:\n%s\n' "$room" "$pattern" "$found"
        bad=1
    fi
}
# door PATTERN ROOMS: a foreign header is included only in these rooms
door() {
    local pattern=$1 rooms=$2 found
    found=$(grep -nE "^#include <($pattern)" -r src --include='*.[ch]' | grep -vE "^src/($rooms)/")
    if [ -n "$found" ]; then
        printf '<%s> belongs behind the door of %s:\n%s\n' "$pattern" "$rooms" "$found"
        bad=1
    fi
}

may base 'base/'
may catalog 'base/|catalog/'
may workspace 'base/|catalog/|workspace/'
may load 'base/|catalog/|workspace/|load/'
may walk 'base/|workspace/|walk/'
may measure 'base/|catalog/|workspace/|measure/'
may draw 'base/|draw/'
may present 'base/|catalog/|workspace/|draw/draw.h|present/'
may cli 'lifang.h|cli/'
door 'sqlite3|spatialite' workspace
door 'gdal|ogr_|cpl_' 'load|present'
door 'proj' load
door 'geos' walk
door 'yaml' catalog
door 'Clp|Coin' measure
door 'cairo|pango|glib|fontconfig' draw
door 'xlsxwriter' present

for folder in */; do
    case $folder in
    src/ | layers/ | queries/ | tests/ | examples/ | build*/ | out/) ;;
    *) git ls-files --error-unmatch "$folder" >/dev/null 2>&1 && { echo "a sixth top-level folder: $folder"; bad=1; } ;;
    esac
done
[ $bad -eq 0 ] && echo "rooms: as drawn"
exit $bad
