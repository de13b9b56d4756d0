#!/usr/bin/env bash
# Installs what is missing, builds Lifang, runs the example city and says where the results lie.
# Can be repeated: what is installed, built or measured already is not done again.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

echo "== 1/3 what is needed"
bash examples/setup.sh
echo "== 2/3 building (build/release)"
cmake --preset release >/dev/null
cmake --build --preset release
echo "== 3/3 the example city"
build/release/lifang run examples/qingjiang/city.yaml "$@"
