# exit: 2
lifang audit city.yaml --sites x.shp --shard 3/2
