"""What a spreadsheet program and QGIS find in the files of a run.

    check.py write CITY_FOLDER     adds homes to the city whose names are meant to do harm
    check.py FOLDER                checks results.xlsx and results.gpkg

Standard library only. The names begin like formulas, hold quotes, markup and newlines; they must come
back as they were, and nothing in the files may act on them.
"""
import csv
import re
import sqlite3
import sys
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
HOSTILE = ["=1+1", "+SUM(A1:A9)", "-2+3", "@cmd", "=HYPERLINK(\"http://x\",\"y\")", "http://example.org/a b",
           "<script>alert('1')</script>", "a \"quoted\" & 'single' name", "]]> --> &amp; <![CDATA[",
           "two\nlines", "_x0041_ stays", "\\'); DROP TABLE homes; --", "清江·里坊 𠮷", "x" * 400]
problems = []


def expect(what, true):
    if not true:
        problems.append(what)


def texts_of(sheet):
    # Excel reads _x005F_ as an underscore.
    return ["".join(t.text or "" for t in c.iter("{%s}t" % NS["m"])).replace("_x005F_", "_") for c in sheet.iter("{%s}c" % NS["m"])
            if c.get("t") == "inlineStr"]


def check_workbook(path):
    with zipfile.ZipFile(path) as book:
        expect("the workbook is damaged", book.testzip() is None)
        expect("entries carry a clock time", {i.date_time for i in book.infolist()} == {(1980, 1, 1, 0, 0, 0)})
        core = book.read("docProps/core.xml").decode()
        expect("the creation date is not fixed", "2000-01-01T00:00:00Z" in core)
        names = [s.get("name") for s in ET.fromstring(book.read("xl/workbook.xml")).iter("{%s}sheet" % NS["m"])]
        expect(f"sheets: {names}", len(names) == 10 and len(set(names)) == 10)
        all_texts, numbers, rules = [], 0, 0
        for i, name in enumerate(names, 1):
            sheet = ET.fromstring(book.read(f"xl/worksheets/sheet{i}.xml"))
            expect(f"{name}: holds a formula", not list(sheet.iter("{%s}f" % NS["m"])))
            expect(f"{name}: holds a link", not list(sheet.iter("{%s}hyperlink" % NS["m"])))
            expect(f"{name}: no filter", sheet.find("m:autoFilter", NS) is not None)
            pane = sheet.find(".//m:pane", NS)
            expect(f"{name}: the heading does not stay", pane is not None and pane.get("state") == "frozen")
            numbers += sum(c.get("t") is None and c.find("m:v", NS) is not None
                           for c in sheet.iter("{%s}c" % NS["m"]))
            rules += len(list(sheet.iter("{%s}cfRule" % NS["m"])))
            all_texts += texts_of(sheet)
        for name in HOSTILE:
            expect(f"the workbook lost {name!r}", name in all_texts)
        expect("hardly a cell is a number", numbers > 100)
        expect("no colours", rules > 10)
        expect("_x0041_ would be read as A", "_x005F_x0041_ stays" in "".join(
            book.read(f"xl/worksheets/sheet{i}.xml").decode() for i in range(1, len(names) + 1)))
        styles = book.read("xl/styles.xml").decode()
        expect("no per cent format", '"0.0%"' in styles or "0.0%" in styles)


def check_package(path):
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    layers = {r[0] for r in database.execute(
        "SELECT table_name FROM gpkg_contents WHERE table_name <> 'layer_styles'")}
    styles = database.execute("SELECT f_table_name, styleName, styleQML, styleSLD, useAsDefault, update_time"
                              " FROM layer_styles").fetchall()
    for layer in layers:
        expect(f"{layer}: not one default style", sum(s[0] == layer and s[4] for s in styles) == 1)
    expect("a style for no layer", {s[0] for s in styles} == layers)
    expect("styles carry a clock time", {s[5] for s in styles} == {"2000-01-01T00:00:00.000Z"})
    geometries = {r[0] for r in database.execute("SELECT table_name FROM gpkg_geometry_columns")}
    for layer, name, qml, sld, default, _ in styles:
        check_style(layer, name, qml, sld, default and layer in geometries, database)
    stored = {r[0] for r in database.execute("SELECT name FROM homes")}
    for name in HOSTILE:
        expect(f"the GeoPackage lost {name!r}", name in stored)
    aliases = database.execute("SELECT count(*) FROM gpkg_data_columns WHERE title <> ''").fetchone()[0]
    expect("columns have no names", aliases > 20)


def check_style(layer, name, qml, sld, with_sld, database):
    where = f"{layer}, {name}"
    try:
        root = ET.fromstring(qml)
        slds = ET.fromstring(sld) if with_sld else None
    except ET.ParseError as error:
        problems.append(f"{where}: {error}")
        return
    expect(f"{where}: no SLD", slds is not None or not with_sld)
    rules = root.findall(".//rule")
    symbols = {s.get("name") for s in root.findall("renderer-v2/symbols/symbol")}
    expect(f"{where}: a rule without its symbol", all(r.get("symbol") in symbols for r in rules))
    if not rules:
        return
    # The filters are SQL, too: every row belongs to one of them and to no other.
    hits = " + ".join(f"coalesce(({r.get('filter')}), 0)" for r in rules)
    wrong = database.execute(f'SELECT count(*) FROM "{layer}" WHERE {hits} <> 1').fetchone()[0]
    expect(f"{where}: {wrong} rows are not drawn by exactly one rule", wrong == 0)
    if slds is not None:
        expect(f"{where}: SLD has other rules", len(re.findall("<se:Rule>", sld)) == len(rules))


def main(folder):
    check_workbook(folder / "results.xlsx")
    check_package(folder / "results.gpkg")
    for line in problems:
        print(f"files: {line}")
    return 1 if problems else 0


def write(folder):
    with open(folder / "homes.csv", "a", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        for i, name in enumerate(HOSTILE):
            rows.writerow([f"x{i}", name, 39501600 - i, 3400380, 10, 20])


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(Path(sys.argv[2]))
        sys.exit(0)
    sys.exit(main(Path(sys.argv[1])))
