# exit: 1
printf 'id,x,y\na,39500200,3400050\nb,39500300,3400050\n' >points.csv
lifang audit city.yaml --sites points.csv --crs EPSG:4527 --quiet
