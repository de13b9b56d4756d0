# exit: 1
# Every fault is told with its line, and nothing is left behind.
try() { lifang run city.yaml --workspace w/w.lifang --output w --change wrong.csv; ls -A w/what-if; }
printf 'action,layer,id\nclose,streets,v9\n' > wrong.csv; try
printf 'action,layer,id\nshut,streets,v1\n' > wrong.csv; try
printf 'action,layer,id\nclose,streets,v1\nclose,street,v1\n' > wrong.csv; try
printf 'action,layer,id\nclose,streets,\n' > wrong.csv; try
printf 'action,layer,id,WKT\nadd,streets,v1,"LINESTRING (39500000 3400000, 39500400 3400400)"\n' > wrong.csv; try
printf 'action,layer,id,WKT\nadd,streets,n1,POINT (39500000 3400000)\n' > wrong.csv; try
printf 'action,layer,id,category,x,y\nadd,facilities,f9,casino,39500000,3400000\n' > wrong.csv; try
printf 'action,layer,id,owner_id,x,y\nadd,entrances,e1,none,39500000,3400000\n' > wrong.csv; try
printf 'action,id\nclose,v1\n' > wrong.csv; try
lifang run city.yaml --workspace w/w.lifang --output w --change nothing.csv
