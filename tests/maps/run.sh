#!/usr/bin/env bash
# Every kind of map of the example city, in both languages and all three kinds of file: the file is what
# its name says, holds its title, its pages and no missing glyph, and has the same bytes when drawn
# again. Skips (77) without poppler's tools.
#
#   tests/maps/run.sh PROGRAM
set -uo pipefail
program=$(realpath "${1:?which program}") || exit 2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for tool in pdfinfo pdftotext pdffonts; do
    command -v "$tool" >/dev/null || { echo "skipped: no $tool"; exit 77; }
done
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
failed=0
fail() {
    echo "maps: $1"
    failed=1
}
map() {
    "$program" map "$work/city/city.yaml" "$@" 2>"$work/stderr" || {
        fail "lifang map $*: $(cat "$work/stderr")"
        return 1
    }
    [ ! -s "$work/stderr" ] || fail "lifang map $* wrote to stderr: $(head -n 1 "$work/stderr")"
}

cp -r "$here/../../examples/qingjiang" "$work/city" && rm -rf "$work/city/out"
"$program" run "$work/city/city.yaml" >/dev/null 2>&1 || { echo "maps: the run failed"; exit 1; }

# The title that a map of each kind begins with.
declare -A title=(
    [zh coverage/primary_school]='设施覆盖率 · 小学' [en coverage/primary_school]='Coverage by category: Primary school'
    [zh jobs_per_household]='职住比' [en jobs_per_household]='Jobs per household'
    [zh walkshed:market]='菜市场步行圈' [en walkshed:market]='Food market: walk-shed'
    [zh walkshed:park]='公园步行圈' [en walkshed:station]='station: walk-shed'
    [zh tod]='轨道站点周边的住房' [en tod]='Homes around stations'
    [zh gaps]='住房缺少的步行可达设施' [en gaps]='What homes miss within walking reach'
    [zh verdicts]='目标评判' [en verdicts]='Targets and their verdicts')
for key in "${!title[@]}"; do
    language=${key%% *} show=${key#* }
    name=${language}_$(printf %s "$show" | tr ':/' '__')
    map --show "$show" --lang "$language" -o "$work/$name.pdf" || continue
    map --show "$show" --lang "$language" -o "$work/$name.again.pdf" || continue
    cmp -s "$work/$name.pdf" "$work/$name.again.pdf" || fail "$name: the same map has other bytes"
    head -c 5 "$work/$name.pdf" | grep -q '^%PDF-' || fail "$name: no PDF"
    pdftotext -layout "$work/$name.pdf" "$work/$name.txt"
    head -n 5 "$work/$name.txt" | grep -qiF "${title[$key]}" || fail "$name: the title is not '${title[$key]}'"
    # A glyph that none of the meant fonts had would come from a font of last resort.
    pdffonts "$work/$name.pdf" | tail -n +3 | grep -vE "NotoSansCJK|LiberationSans|Arial|DejaVuSans" && fail "$name: a font that was not meant"
    case $language in
    zh) grep -q '比例尺 1:[0-9]*000' "$work/$name.txt" && grep -q '数据来源：' "$work/$name.txt" && grep -q '图例' "$work/$name.txt" || fail "$name: no scale, sources or legend" ;;
    en) grep -qE 'Scale 1:[0-9]+,[05]00' "$work/$name.txt" && grep -q 'Sources: ' "$work/$name.txt" && grep -q 'Legend' "$work/$name.txt" || fail "$name: no scale, sources or legend" ;;
    esac
done

# Pictures and drawings; the size asked for.
map --show gaps --size 900x600 -o "$work/gaps.png" &&
    [ "$(od -An -tx1 -N8 "$work/gaps.png" | tr -d ' ')" = 89504e470d0a1a0a ] &&
    [ "$(od -An -tx1 -j16 -N8 "$work/gaps.png" | tr -d ' ')" = 0000038400000258 ] || fail "gaps.png is no picture of 900 × 600"
map --show gaps --size 900x600 -o "$work/gaps.again.png" && cmp -s "$work/gaps.png" "$work/gaps.again.png" || fail "gaps.png has other bytes"
map --show tod -o "$work/tod.svg" && map --show tod -o "$work/tod.again.svg" && cmp -s "$work/tod.svg" "$work/tod.again.svg" || fail "tod.svg has other bytes"
head -c 5 "$work/tod.svg" | grep -q '<?xml' || fail "tod.svg is no SVG"
page_size() {
    pdfinfo "$1" | sed -n 's/^Page size: *\([0-9.]*\) x \([0-9.]*\).*/\1 \2/p' | awk '{ printf "%.0f×%.0f", $1 / 72 * 25.4, $2 / 72 * 25.4 }'
}
map --show gaps --size a3 --portrait -o "$work/a3.pdf" && [ "$(page_size "$work/a3.pdf")" = 297×420 ] || fail "A3 portrait is $(page_size "$work/a3.pdf")"
map --show gaps --landscape -o "$work/a4.pdf" && [ "$(page_size "$work/a4.pdf")" = 297×210 ] || fail "A4 landscape is $(page_size "$work/a4.pdf")"

# An atlas has a page for each district, each with the district's name.
districts=$("$program" list areas "$work/city/city.yaml" --lang en --format csv | awk -F, '$2 == "district" { print $3 }')
map --show coverage/kindergarten --atlas district --lang zh -o "$work/atlas.pdf"
[ "$(pdfinfo "$work/atlas.pdf" | awk '/^Pages:/ { print $2 }')" = "$(wc -l <<<"$districts")" ] || fail "the atlas has not a page for each district"
page=0
while read -r district; do
    page=$((page + 1))
    pdftotext -f $page -l $page "$work/atlas.pdf" - | grep -qF "清江市 · $district" || fail "page $page of the atlas is not $district"
done <<<"$districts"

# Names are text, whatever they hold.
map --show gaps --title '<b>"&amp;"</b> =SUM(A1) 里坊' -o "$work/title.pdf" && pdftotext "$work/title.pdf" - | grep -qF '<b>"&amp;"</b> =SUM(A1) 里坊' || fail "the title is not as given"
[ $failed -eq 0 ] && echo "maps: ${#title[@]} maps, an atlas and three kinds of file as expected"
exit $failed
