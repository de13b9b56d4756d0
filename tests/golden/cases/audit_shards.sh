# Two shards joined are one audit; a shard alone is not.
printf 'id,x,y\na,39500200,3400050\nb,39500300,3400050\nc,39500700,3400050\n' >points.csv
sites="--sites points.csv --crs EPSG:4527 --footprint 900 --quiet"
lifang audit city.yaml $sites --format csv --output whole >whole.csv
lifang audit city.yaml $sites --shard 2/2
lifang audit city.yaml $sites --shard 1/2
ls out/audit
lifang merge city.yaml out/audit/shard-1-of-2 --quiet || echo "exit $?"
lifang merge city.yaml --quiet --format csv >joined.csv
cmp whole.csv joined.csv && cmp whole/audit/audit.json out/audit/audit.json && echo same
