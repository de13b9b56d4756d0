# exit: 1
# An audit goes on only where its sites are the same; a new one starts anew and says so with -v.
printf 'id,x,y\na,39500200,3400050\nb,39500300,3400050\n' >points.csv
lifang audit city.yaml --sites points.csv --crs EPSG:4527 --footprint 900 --quiet --format csv >first.csv
lifang audit city.yaml --sites points.csv --crs EPSG:4527 --footprint 900 --quiet --format csv --resume >again.csv
cmp first.csv again.csv && echo same
lifang audit city.yaml --sites points.csv --crs EPSG:4527 --footprint 400 --quiet --resume
