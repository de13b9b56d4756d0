# A second run does nothing and prints the same.
lifang run city.yaml > first
lifang run city.yaml | cmp - first && echo same
cp -r out before
lifang run city.yaml -v 2>&1 > second | sed 's/^lifang: //'
cmp first second && diff -r before out && echo 'files unchanged'
