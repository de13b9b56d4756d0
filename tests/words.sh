#!/usr/bin/env bash
# Tracked files must hold no path of one machine and none of the words that mark unfinished work.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
bad=0
here=$(pwd -P)
if git grep -nIF "$(dirname "$here")/" -- . ':!tests/words.sh'; then
    echo "a path of this machine stands in a tracked file"
    bad=1
fi
if git grep -nIiE '\b(TO''DO|FIX''ME|X''XX|not implemented)\b' -- src queries layers tests examples ':!tests/words.sh'; then
    echo "words of unfinished work"
    bad=1
fi
[ $bad -eq 0 ] && echo "words: clean"
exit $bad
