# The small plan contradicts itself in every way the checks know.
# exit: 3
lifang plan lint plan
