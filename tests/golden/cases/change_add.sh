# A market and a path added, a station closed; one row replaces a market by another of the same id.
cat > plan.csv <<'ROWS'
action,layer,id,name,类别,kind,WKT
add,streets,n1,新路,,path,"LINESTRING (39500000 3400000, 39500400 3400400)"
add,facilities,m3,新市,菜市场,,POINT (39500400 3400400)
close,stations,st1,,,,
close,facilities,m1,,,,
add,facilities,m1,西市迁,菜市场,,POINT (39501200 3400000)
ROWS
lifang run city.yaml --workspace w/w.lifang --output w --change plan.csv
