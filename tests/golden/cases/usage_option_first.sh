# exit: 2
lifang --format csv run city.yaml
