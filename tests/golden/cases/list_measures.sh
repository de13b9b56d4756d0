# The text table and the JSON name the same measures.
lifang list measures
lifang list measures --format json | grep -o '"id": "[a-z0-9_]*"' | sort -u | wc -l
