# A map is a file of its kind, whole, and nothing is said; drawn again it has the same bytes.
lifang measure city.yaml > /dev/null
for show in coverage/market tod gaps verdicts walkshed:market walkshed:station; do
    for suffix in png svg pdf; do
        lifang map city.yaml --show "$show" -o "map 1.$suffix"
        lifang map city.yaml --show "$show" -o "map 2.$suffix"
        cmp "map 1.$suffix" "map 2.$suffix" || echo "$show.$suffix differs"
        head -c 4 "map 1.$suffix" | tr -c '[:print:]' '?'
        echo " $show $suffix"
    done
done
lifang map city.yaml --show gaps --lang zh --atlas district --size a3 -o 图册.pdf
grep -ac '/Type /Page %' 图册.pdf
