#!/bin/sh
# The code stands as .clang-format says.
set -eu
cd "${SOURCE_DIR:-$(dirname "$0")/../..}"
find src include tests \( -name '*.c' -o -name '*.h' \) -print0 | xargs -0 clang-format --dry-run -Werror
