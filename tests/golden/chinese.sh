#!/usr/bin/env bash
# The commands in Chinese: runs them with --lang zh, and in the bare environments a user may have, and fails
# where a sentence of English is left over. Ids, file names, units, options and SQL may stay.
#
#   tests/golden/chinese.sh PROGRAM
set -uo pipefail
program=$(realpath "$1")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$here/city" "$work/city"
cd "$work/city" || exit 1
bad=0 looked=0
bare() { env -i PATH="$PATH" HOME="$work" "$@"; }

# Three English words in a row make a sentence; lists of ids (with commas), SQL, commands to type and the
# names of norms and papers do not.
leftovers() {
    sed -E 's/lifang [a-z]+( [a-z.]+)*//g; s/[a-z0-9_]+(, [a-z0-9_]+)+//g; s/\(order of magnitude\)|echo "[^"]*"//g
            s/(dwellings|residents|units|jobs|households) per year|(none |point |multi)*polygon//g
            s/circuity of street networks,1.2–1.4 is usual//' |
        grep -nP '(?<![\w./:<=>-])[A-Za-z][a-z]+(?:[,;:]? [a-z][a-z]+){2,}'
}
# look WHAT: what stands on stdin must hold Chinese and no English sentence
look() {
    local text
    text=$(cat)
    looked=$((looked + 1))
    grep -qP '[\x{4e00}-\x{9fff}]' <<<"$text" || { echo "chinese: $1: no Chinese at all: $(head -c 200 <<<"$text")"; bad=1; }
    local left
    left=$(leftovers <<<"$text") && { printf 'chinese: %s: English is left over:\n%s\n' "$1" "$(head -n 8 <<<"$left")"; bad=1; }
}
# says EXIT WORDS ARGUMENTS...: the command's exit code, and words in what it says
says() {
    local code=$1 words=$2 got
    shift 2
    got=$(bare "$program" "$@" --lang zh 2>&1 </dev/null)
    local is=$?
    [ $is -eq "$code" ] || { echo "chinese: lifang $*: exit code $is, expected $code: $got"; bad=1; }
    grep -qF -- "$words" <<<"$got" || { echo "chinese: lifang $*: '$words' is not in: $got"; bad=1; }
    look "lifang $*" <<<"$got"
}

echo "-- help"
commands=$(bare "$program" help | sed -n '/^Commands:/,/^$/s/^  \([a-z]\{2,\}\) .*/\1/p')
[ "$(wc -w <<<"$commands")" -ge 10 ] || { echo "chinese: no commands found in the help"; bad=1; }
look "help" < <(bare "$program" help --lang zh)
for command in $commands; do
    look "help $command" < <(bare "$program" help "$command" --lang zh)
done

echo "-- wrong usage and errors"
says 2 '未知命令“rum”；是否为“run”？' rum
says 2 '未知选项“--thread”；是否为“--threads”？' run --thread 3
says 2 '缺少 CITY：城市文件' run
says 2 '的值“xml”未知；应为 text、csv 或 json' run --format xml city.yaml
says 1 '没有这个文件或文件夹' run nowhere.yaml
says 1 '还没有工作库' list rejects city.yaml
printf 'name: a\nnam: b\n' >bad.yaml
says 1 '未知的键；是否为 name？' run bad.yaml

echo "-- the stages"
look "run" < <(bare "$program" run city.yaml --lang zh --output "$work/out" --workspace "$work/w.lifang" 2>"$work/err")
[ -s "$work/err" ] && { echo "chinese: run: stderr is not empty: $(head -n 2 "$work/err")"; bad=1; }
look "load -vv" < <(bare "$program" load city.yaml --lang zh --workspace "$work/v.lifang" -vv 2>&1)
look "walk -vv" < <(bare "$program" walk city.yaml --lang zh --workspace "$work/v.lifang" -vv 2>&1)
look "measure -vv" < <(bare "$program" measure city.yaml --lang zh --workspace "$work/v.lifang" -vv 2>&1)
look "check" < <(bare "$program" check city.yaml --lang zh --workspace "$work/w.lifang" 2>&1)
for what in measures parameters categories layers settings; do
    look "list $what" < <(bare "$program" list $what --lang zh --format csv)
done
for what in targets areas problems rejects repairs notices; do
    look "list $what" < <(bare "$program" list $what city.yaml --lang zh --workspace "$work/w.lifang" 2>&1)
done
# An explanation prints the query as it was run, which is SQL.
look "explain" < <(bare "$program" explain city.yaml T1 --lang zh --workspace "$work/w.lifang" 2>&1 | sed '/^ *\(查询\|SQL\|query\)/,$d')
look "plan lint" < <(bare "$program" plan lint "$root/examples/plans/nanjing" --lang zh 2>&1)

echo "-- one workspace, both languages"
english=$(bare "$program" list rejects city.yaml --lang en --workspace "$work/w.lifang" --format json)
chinese=$(bare "$program" list rejects city.yaml --lang zh --workspace "$work/w.lifang" --format json)
[ "$english" = "$chinese" ] || { echo "chinese: JSON differs with the language"; bad=1; }
grep -q '"reason_zh": "[^"]*不' <<<"$english" || { echo "chinese: no reason_zh in: $english"; bad=1; }
bare "$program" run city.yaml --lang en --output "$work/out_en" --workspace "$work/e.lifang" >/dev/null
for table in reject repair notice walk_problem; do
    cmp -s <(python3 -c "import sqlite3,sys; [print(r) for r in sqlite3.connect(sys.argv[1]).execute('SELECT * FROM $table ORDER BY key')]" "$work/w.lifang" | sed "s/, b'.*//") \
           <(python3 -c "import sqlite3,sys; [print(r) for r in sqlite3.connect(sys.argv[1]).execute('SELECT * FROM $table ORDER BY key')]" "$work/e.lifang" | sed "s/, b'.*//") ||
        { echo "chinese: table $table depends on the language"; bad=1; }
done

echo "-- which language: --lang, else the city file, else the environment"
language_of() { if grep -qP '[\x{4e00}-\x{9fff}]'; then echo zh; else echo en; fi; }
# expect WANTED NAME=VALUE... -- ARGUMENTS...
expect() {
    local wanted=$1 settings=() is
    shift
    while [ "$1" != -- ]; do settings+=("$1"); shift; done
    shift
    is=$(bare "${settings[@]}" "$program" "$@" 2>&1 | language_of)
    [ "$is" = "$wanted" ] || { echo "chinese: ${settings[*]} lifang $*: spoke $is, expected $wanted"; bad=1; }
}
expect en -- help
expect zh LC_ALL=zh_CN.UTF-8 -- help
expect zh LC_MESSAGES=zh_TW -- help
expect zh LANG=zh_CN.GBK -- help
expect en LC_ALL=C LANG=zh_CN.UTF-8 -- help
expect en LC_ALL=de_DE.UTF-8 -- help
expect en LC_ALL=zh_CN.UTF-8 -- help --lang en
expect zh LC_ALL=en_US.UTF-8 -- help --lang=zh
sed '/^language:/d' city.yaml >plain.yaml
printf 'language: zh\n' | cat - plain.yaml >spoken_zh.yaml
printf 'language: en\n' | cat - plain.yaml >spoken_en.yaml
expect zh LANG=zh_CN.UTF-8 -- load plain.yaml --workspace "$work/l.lifang" --format csv
expect zh -- check spoken_zh.yaml --workspace "$work/none.lifang.x/none" --plan /nowhere
expect en LANG=zh_CN.UTF-8 -- check spoken_en.yaml --workspace "$work/none" --plan /nowhere --lang en

[ $bad -eq 0 ] && echo "chinese: $looked texts looked at, no English left over"
exit $bad
