#!/usr/bin/env bash
# Gathers every text of the program that a user may read into a gettext template.
#
#   src/po/extract.sh TEMPLATE          writes the template
#   src/po/extract.sh --update          brings src/po/zh_CN.po up to it: new texts untranslated, old ones gone
#
# In C these are the formats of the functions named below and what stands in N_(…); in the layer contracts
# the names of the constraints, which SQLite gives as the reason of a refusal; in the headers of queries the
# meanings of parameters; in foreign.txt what other libraries say
# inside our messages, and what is put together from parts.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

keywords=(N_ lf_say:2 lf_fail:2 lf_fail_usage:2 lf_warn:2 lf_info:2 lf_detail:2 lf_notice:5
    lf_tell_progress:2 lf_yaml_fail:4 lf_yaml_fail_kind:4
    lf_yaml_fail_unknown:3 lf_words_say:2 refuse:2 note_repair:2 cli_complain:3 cli_say_error:2)
printf '%s\n' src/*.[ch] src/*/*.[ch] | LC_ALL=C sort >"$scratch/files"
LC_ALL=C.UTF-8 xgettext --language=C --from-code=UTF-8 --sort-by-file --no-wrap --add-location=file \
    --package-name=lifang -k "${keywords[@]/#/-k}" -f "$scratch/files" -o "$scratch/c.pot" 2>"$scratch/warnings" || { cat "$scratch/warnings" >&2; exit 1; }

{
    printf 'msgid ""\nmsgstr ""\n"Project-Id-Version: lifang\\n"\n'
    printf '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
} >"$scratch/head.pot"
# One entry for each of these, as xgettext would write it.
LC_ALL=C
{
    grep -oE 'CONSTRAINT "[^"]+"' layers/*.sql | sed -E 's/^([^:]+):CONSTRAINT "(.*)"$/\1\t\2/'
    sed 's|^|src/po/foreign.txt\t|' src/po/foreign.txt
    grep -HE '^-- parameter: ' queries/*/*.sql | awk -F'|' '{ sub(/:.*/, "", $1); gsub(/^ +| +$/, "", $2)
        gsub(/[\\"]/, "\\\\&", $2); if ($2 != "") print $1 "\t" $2 }'
} | sort -t$'\t' -k2,2 -k1,1 | awk -F'\t' '
    $2 != last { printf "%s#: %s\nmsgid \"%s\"\nmsgstr \"\"\n", (last == "" ? "" : "\n"), $1, $2; last = $2 }' \
    >"$scratch/entries"
{ cat "$scratch/head.pot"; echo; cat "$scratch/entries"; } >"$scratch/others.pot"

msgcat --no-wrap --use-first "$scratch/head.pot" "$scratch/c.pot" "$scratch/others.pot" \
    -o "$scratch/lifang.pot"

if [ "${1:?a file for the template, or --update}" = --update ]; then
    msgmerge --quiet --no-wrap --no-fuzzy-matching src/po/zh_CN.po "$scratch/lifang.pot" -o "$scratch/merged.po"
    msgattrib --no-wrap --no-obsolete "$scratch/merged.po" -o src/po/zh_CN.po
    msgfmt --check-format --statistics -o /dev/null src/po/zh_CN.po
else
    cp "$scratch/lifang.pot" "$1"
fi
