#!/bin/sh
# clang-tidy over what the build compiles: our sources, not the tests. One file a process: with several, its
# analyzer mistakes va_lists.
set -eu
cd "${SOURCE_DIR:-$(dirname "$0")/../..}"
find "$PWD/src" -name '*.c' -print0 |
    xargs -0 -n 1 -P 2 clang-tidy --quiet -p "${BUILD_DIR:?}" --extra-arg=-Wno-unknown-warning-option
