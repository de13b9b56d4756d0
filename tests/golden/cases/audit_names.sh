# Names as they come: quotes, a line break, HTML, a leading "=", a file name with a space and Chinese.
cat >'待审 地块.csv' <<'END'
编号,地块名称,x,y
"a""b","He said ""no""",39500200,3400050
<b>,<script>alert(1)</script>,39500300,3400050
=1+1,"=HYPERLINK(""http://x"")",39500400,3400050
../x,"two
lines",39500500,3400050
END
lifang audit city.yaml --sites '待审 地块.csv' --footprint 2500 --crs EPSG:4527 --format csv >table.csv
cut -d, -f1,2 table.csv | head -8
