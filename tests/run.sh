#!/usr/bin/env bash
# Installs what is missing, builds Lifang and passes its tests: as it is, under the address and
# undefined-behaviour sanitizers, and the fuzzers for half a minute each. The last line sums up.
#
#   bash tests/run.sh           everything
#   bash tests/run.sh quick     only the ordinary build and its tests
#
# Tests on real data look for it in $LIFANG_TEST_DATA, or in ../shared/data beside the checkout, and
# say that they are skipped where it is absent.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1
if [ -z "${LIFANG_TEST_DATA:-}" ] && [ -d "$root/../shared/data" ]; then
    LIFANG_TEST_DATA=$(cd "$root/../shared/data" && pwd)
fi
export LIFANG_TEST_DATA="${LIFANG_TEST_DATA:-}"

passed=0 failed=0 skipped=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# Reads ctest's summary out of the log and adds it up.
count() {
    local line
    line=$(grep -E 'tests passed, [0-9]+ tests failed out of' "$log" | tail -n 1)
    local bad total out
    bad=$(sed -E 's/.*, ([0-9]+) tests failed.*/\1/' <<<"$line")
    total=$(sed -E 's/.*out of ([0-9]+).*/\1/' <<<"$line")
    out=$(grep -cE '\*\*\*Skipped' "$log" || true)
    passed=$((passed + ${total:-0} - ${bad:-0} - out))
    failed=$((failed + ${bad:-0}))
    skipped=$((skipped + out))
}

# One step that passes or fails as a whole.
step() {
    local title=$1
    shift
    echo "== $title"
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $title"
    fi
}

tests_of() {
    local preset=$1
    echo "== tests: $preset"
    cmake --preset "$preset" >"$log" 2>&1 && cmake --build --preset "$preset" >>"$log" 2>&1
    if [ $? -ne 0 ]; then
        tail -n 60 "$log"
        echo "FAILED: building $preset"
        failed=$((failed + 1))
        return
    fi
    # Once more where a test failed: a page that opens late on a busy machine, or memory that a font
    # library keeps, is told in the log and not taken for a fault of the project.
    ctest --preset "$preset" -j "$(nproc)" --repeat until-pass:2 2>&1 | tee "$log"
    count
}

echo "== what is needed"
bash examples/setup.sh tests || exit 1

step "rooms: who may know whom" bash tests/rooms.sh
step "form: clang-format" bash tests/form.sh
step "words: nothing of one machine" bash tests/words.sh
tests_of dev
if [ "${1:-}" != quick ]; then
    export ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1
    export LSAN_OPTIONS=suppressions=$root/tests/lsan.supp:print_suppressions=0
    export CK_DEFAULT_TIMEOUT=120
    tests_of asan
    tests_of fuzz
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
