#!/usr/bin/env bash
# The hexagons of a real city as candidate sites. Skips (77) without the data.
#
#   tests/real/porto_alegre_sites.sh PROGRAM
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
    echo "porto_alegre_sites: $1"
    exit 1
}

# The table holds the middles of the hexagons: each is drawn anew, 300 m from its middle to a corner.
awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) { gsub(/"/, "", $i); c[$i] = i }; print "id,far,dwellings,WKT"; next }
    { lon = $c["lon"]; lat = $c["lat"]; id = $c["id"]; gsub(/"/, "", id); printf "%s,2,300,\"POLYGON ((", id
      for (k = 0; k <= 6; k++) {
          a = (k % 6) * 1.0471975511965976
          printf "%s%.8f %.8f", k ? ", " : "", lon + 300 / (111320 * cos(lat * 0.017453292519943295)) * cos(a),
                 lat + 300 / 110574 * sin(a)
      }
      print "))\"" }' "$data/porto_alegre/poa_hexgrid.csv" >"$work/hexagons.csv"

"$program" measure "$work/city.yaml" >/dev/null 2>&1 || fail "the city cannot be measured"
audit() {
    "$program" audit "$work/city.yaml" --sites "$work/hexagons.csv" --crs EPSG:4326 --format csv "$@"
}
audit >"$work/sites.csv" 2>"$work/errors.txt" || fail "audit failed: $(cat "$work/errors.txt")"
[ "$(($(wc -l <"$work/sites.csv") - 1))" -eq 1227 ] || fail "$(wc -l <"$work/sites.csv") lines instead of 1,228"
audit --threads 1 --output "$work/again" >"$work/again.csv" || fail "the second audit failed"
cmp -s "$work/sites.csv" "$work/again.csv" || fail "one thread gives other rows"

# share NAME: of the sites with a value in the column
column() {
    awk -F, -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
        { n++; v += $c[name] != "" && $c[name] != "0" } END { printf "%.3f", v / n }' "$work/plain.csv"
}
sed '1s/^\xEF\xBB\xBF//' "$work/sites.csv" | awk -F'"' '{ for (i = 2; i <= NF; i += 2) gsub(/,/, ";", $i); print }' >"$work/plain.csv"
joined=$(column accesses)
rail=$(column station_walk_m)
awk -v v="$joined" 'BEGIN { exit !(v > 0.80 && v < 1) }' ||
    fail "$joined of the hexagons meet a street; expected most, but not those in the lake and the hills"
awk -v v="$rail" 'BEGIN { exit !(v > 0.01 && v < 0.3) }' || fail "$rail of the hexagons walk to a station"
echo "porto_alegre_sites: 1227 hexagons, $joined meet a street, $rail reach a station on foot"
