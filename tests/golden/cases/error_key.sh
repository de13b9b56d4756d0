# exit: 1
sed 's/^crs:/crz:/' city.yaml > bad.yaml
lifang run bad.yaml
