#!/usr/bin/env bash
# Everything a reader sees is there in Chinese and in English, and the Chinese is up to date: the texts of
# the program are extracted afresh and held against src/po/zh_CN.po; the tables of words and the headers
# of queries and layers are looked through. Fails with what lacks words.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
for tool in xgettext msgfmt msgcat msgcmp msgattrib; do
    command -v "$tool" >/dev/null || { echo "words_zh: $tool is missing (package gettext)"; exit 77; }
done
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
bad=0
complain() {
    printf '%s\n' "$1"
    sed 's/^/    /' "$2" | head -n 40
    bad=1
}
# lacks WHAT FILE: complains when FILE is not empty
lacks() { [ ! -s "$2" ] || complain "$1" "$2"; }

echo "-- the program's own texts"
src/po/extract.sh "$scratch/now.pot" || { echo "the texts cannot be extracted"; exit 1; }
msgfmt --check-format -o "$scratch/zh.mo" src/po/zh_CN.po 2>"$scratch/format" ||
    complain "src/po/zh_CN.po: formats do not agree" "$scratch/format"
msgcmp src/po/zh_CN.po "$scratch/now.pot" 2>"$scratch/compared" ||
    complain "texts without Chinese (src/po/extract.sh --update adds them)" "$scratch/compared"
msgattrib --untranslated --no-wrap src/po/zh_CN.po >"$scratch/untranslated"
lacks "untranslated entries of src/po/zh_CN.po" "$scratch/untranslated"
msgattrib --only-fuzzy --no-wrap src/po/zh_CN.po >"$scratch/fuzzy"
lacks "doubtful entries of src/po/zh_CN.po" "$scratch/fuzzy"
msgids() { msgcat --no-wrap --no-location --sort-output "$1" | sed -n '/^msgid /,/^msgstr /p' | grep -v '^msgstr'; }
diff <(msgids src/po/zh_CN.po) <(msgids "$scratch/now.pot") | grep '^<' >"$scratch/old"
lacks "entries of src/po/zh_CN.po that the program no longer says" "$scratch/old"

echo "-- the Chinese is Chinese"
# A translation without one Chinese character is only right where the text has no words.
python3 - src/po/zh_CN.po >"$scratch/same" <<'PY'
import re, sys
text = open(sys.argv[1], encoding="utf-8").read()
def joined(block): return "".join(eval(part) for part in re.findall(r'"(?:[^"\\]|\\.)*"', block))
for entry in text.split("\n\n"):
    found = re.search(r'^msgid (.*?)^msgstr (.*)', entry, re.S | re.M)
    if not found: continue
    said, chinese = joined(found.group(1)), joined(found.group(2))
    plain = re.sub(r"%[-+0-9.$ ]*(?:ll|z|l)?[a-zA-Z]", "", said)
    words = re.findall(r"[A-Za-z]{3,}", plain)
    if len(words) >= 2 and not re.search(r"[\u4e00-\u9fff]", chinese):
        print("no Chinese:", said)
    if re.search(r"[\u4e00-\u9fff][,;?!](?:\s|$)", chinese):
        print("half-width marks in a Chinese sentence:", chinese)
PY
lacks "entries of src/po/zh_CN.po" "$scratch/same"

echo "-- tables of words"
python3 - >"$scratch/tables" <<'PY'
import csv
def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            yield reader.line_num, row
def both(path, english, chinese, blank=()):
    for line, row in rows(path):
        en, zh = (row.get(english) or "").strip(), (row.get(chinese) or "").strip()
        if (en == "") != (zh == "") and row.get("key") not in blank:
            print(f"{path}:{line}: {english} '{en}', {chinese} '{zh}'")
        if en == "" and zh == "" and "key" not in row:
            print(f"{path}:{line}: neither {english} nor {chinese}")
# A unit may be a word in one language and go without saying in the other.
both("layers/labels.csv", "en", "zh", blank={"unit.ratio"})
both("queries/reasons.csv", "en", "zh")
both("queries/checks/words.csv", "en", "zh")
both("layers/categories.csv", "title", "title_zh")
both("layers/classes.csv", "title", "title_zh")
both("layers/norms.csv", "item_en", "item_zh")
both("layers/settings.csv", "about", "about_zh")
keys = [row["key"] for _, row in rows("layers/labels.csv")]
for before, after in zip(keys, keys[1:]):
    if before == after:
        print(f"layers/labels.csv: {after} stands twice")
PY
lacks "tables of words" "$scratch/tables"

echo "-- headers of layers and queries"
python3 - >"$scratch/headers" <<'PY'
import glob, re
shown = glob.glob("layers/*.sql") + glob.glob("queries/**/*.sql", recursive=True)
for path in sorted(shown):
    keys = {}
    for line in open(path, encoding="utf-8"):
        found = re.match(r"-- ([a-z_]+): (.*)", line)
        if not found:
            break
        keys[found.group(1)] = keys.get(found.group(1), "") + found.group(2)
        if found.group(1) == "reason" and re.match(r"queries/checks/", path):
            parts = found.group(2).split("|")
            if len(parts) != 3 or not all(part.strip() for part in parts):
                print(f"{path}: reason: {found.group(2)}")
    pairs = ["title"]
    if re.match(r"queries/(measures|checks|effects)/[^/]*$", path):
        pairs.append("about")
    for key in pairs:
        if key in keys and not re.search(r"[\u4e00-\u9fff]", keys.get(key + "_zh", "")):
            print(f"{path}: {key} without {key}_zh")
PY
lacks "headers" "$scratch/headers"

[ $bad -eq 0 ] && echo "words_zh: all there"
exit $bad
