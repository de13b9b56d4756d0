# A lot, a kindergarten, and a path that ends 60 m short of the lot's street. The link that the audit proposes is
# built for one run: the walk is the one that was predicted, and the lot no longer misses the kindergarten.
sed -i 's/^k1,.*/k1,幼儿园,幼儿园,39500200,3400150,/' facilities.csv
echo 's8,path,"LINESTRING (39500200 3400000, 39500200 3400340)"' >> streets.csv
cat > lots.csv <<'ROWS'
id,name,WKT
L1,地块一,"POLYGON ((39500150 3400401, 39500250 3400401, 39500250 3400480, 39500150 3400480, 39500150 3400401))"
L2,远处,"POLYGON ((39501250 3400401, 39501350 3400401, 39501350 3400480, 39501250 3400480, 39501250 3400401))"
ROWS
lifang run city.yaml --workspace w/w.lifang --output w > /dev/null
lifang audit city.yaml --sites lots.csv --workspace w/w.lifang --output w > /dev/null
cp w/w.lifang kept.lifang
value() { sed -n "s/.*$1.*\"$2\": \([-0-9.]*\).*/\1/p" "$3" | head -n 1; }
link='"site": "L1", "category": "kindergarten"' reach='"site": "L1", "check": "facility_reach", "part": "kindergarten"'
end() { value "$link" "$1" w/audit/audit.json; }
printf 'action,layer,id,WKT\nadd,streets,new,"LINESTRING (%s %s, %s %s)"\n' "$(end x0)" "$(end y0)" "$(end x1)" "$(end y1)" > link.csv
echo "before $(value "$reach" measured w/audit/audit.json), predicted $(end walk_m) over a gap of $(end gap_m)"
lifang audit city.yaml --sites lots.csv --workspace w/w.lifang --output w --change link.csv > out.txt
echo "measured $(value "$reach" measured w/what-if/audit/audit.json)"
grep Kindergarten out.txt | head -n 1
cmp w/w.lifang kept.lifang && echo unchanged
