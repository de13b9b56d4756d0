# exit: 1
lifang audit city.yaml --sites nowhere.shp --quiet
