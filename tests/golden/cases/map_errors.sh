# Whatever is not there is refused with what is near, and no file is left.
# exit: 2
lifang map city.yaml --show gaps -o early.png
lifang measure city.yaml > /dev/null
try() {
    lifang map city.yaml "$@"
    echo "$* $?"
}
try --show covrage -o x.png
try --show walkshed -o x.png
try --show walkshed:markt -o x.png
try --show coverage/markt -o x.png
try --show coverage/market/resident -o x.png
try --show tod --area Wast -o x.png
try --show coverage/market --kind distrct -o x.png
try --show gaps --atlas comunity -o x.pdf
try --show gaps --atlas district -o x.png
try --show gaps -o x.jpeg
try --show gaps --size a2 -o x.png
try --show gaps --size 20x20 -o x.png
try --show gaps -o nowhere/x.png
try --show gaps
try -o x.png
try --show gaps --landscape --portrait -o x.png
ls x.* early.png 2> /dev/null
lifang map city.yaml --show gaps --atlas district --area Wast -o x.pdf
