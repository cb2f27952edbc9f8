#!/bin/sh
# cppcheck over our sources.
set -eu
cd "${SOURCE_DIR:-$(dirname "$0")/../..}"
cache=$(mktemp -d)
trap 'rm -rf "$cache"' EXIT
cppcheck -j 2 --quiet --error-exitcode=1 --std=c11 --language=c --enable=warning,portability --inline-suppr \
    --suppress=missingIncludeSystem --suppress=normalCheckLevelMaxBranches --suppress=ctuuninitvar --cppcheck-build-dir="$cache" \
    -D_GNU_SOURCE '-DGREFIER_RULES_DIR="r"' -Iinclude -I"${BUILD_DIR:-build}/generated" --file-filter='*.c' src
