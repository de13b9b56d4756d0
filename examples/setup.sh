#!/usr/bin/env bash
# Installs from Debian's packages whatever is missing to build Lifang, and nothing else.
#
#   bash examples/setup.sh          what building and running needs
#   bash examples/setup.sh tests    also what the tests need
#   bash examples/setup.sh bench    also the peer that the benchmark compares with
#
# Can be repeated: it does nothing when everything is there. Needs root or sudo only when something
# is missing.
set -euo pipefail

packages=(gcc libc6-dev cmake ninja-build pkg-config
    libgdal-dev libgeos-dev libproj-dev proj-data libsqlite3-dev libspatialite-dev libyaml-dev libmd-dev
    coinor-libclp-dev libcairo2-dev libpango1.0-dev libxlsxwriter-dev fonts-noto-cjk fonts-liberation2 gettext
    libjs-leaflet node-chart.js esbuild)
for part in "$@"; do
    case $part in
    tests)
        packages+=(check clang libclang-rt-14-dev clang-format clang-tidy mandoc gdal-bin sqlite3
            chromium poppler-utils python3 python3-jsonschema bsdutils unzip)
        # The page's tests run on whatever Node.js there is; Debian's only where there is none.
        command -v node >/dev/null || packages+=(nodejs)
        command -v npm >/dev/null || packages+=(npm)
        ;;
    bench) packages+=(libigraph-dev) ;;
    *)
        echo "setup.sh: unknown part \"$part\"; expected tests or bench" >&2
        exit 2
        ;;
    esac
done

missing=()
for package in "${packages[@]}"; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
    echo "setup: everything that is needed is installed"
    exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "setup: missing ${missing[*]}; run this as root, or install sudo" >&2
        exit 1
    fi
    as_root=(sudo)
fi
echo "setup: installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
echo "setup: done"
