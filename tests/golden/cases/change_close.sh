# The street v1 closed for this run only: the same difference as closing it in the data; the workspace keeps
# every byte, and the copy is taken away.
lifang run city.yaml --workspace w/w.lifang --output w > /dev/null
cp w/w.lifang kept.lifang
printf 'action,layer,id\nclose,streets,v1\n' > closed.csv
lifang run city.yaml --workspace w/w.lifang --output w --change closed.csv
cmp w/w.lifang kept.lifang && echo unchanged
ls -A w/what-if
