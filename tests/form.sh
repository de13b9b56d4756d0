#!/usr/bin/env bash
# Fails where clang-format would change a file. `bash tests/form.sh mend` changes it.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
mapfile -t files < <(git ls-files 'src/*.[ch]' 'tests/*.[ch]' 'examples/*.[ch]')
if [ "${1:-}" = mend ]; then
    clang-format -i "${files[@]}"
    exit
fi
clang-format --dry-run -Werror "${files[@]}" 2>&1 | grep -E 'error|warning' | head -n 20
[ "${PIPESTATUS[0]}" -eq 0 ] && echo "form: ${#files[@]} files as agreed"
