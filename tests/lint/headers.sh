#!/bin/sh
# Each header compiles alone, and a public one tells what it is.
set -eu
cd "${SOURCE_DIR:-$(dirname "$0")/../..}"
list=$(mktemp)
trap 'rm -f "$list"' EXIT
bad=0
find include src -name '*.h' >"$list"
while IFS= read -r header; do
    if ! printf '#include "%s"\n' "$PWD/$header" |
        gcc -x c -std=c17 -D_GNU_SOURCE -Wall -Wextra -Werror -fsyntax-only -Iinclude -I"${BUILD_DIR:-build}/generated" -; then
        echo "$header does not compile alone"
        bad=1
    fi
    case $header in
    include/*)
        if ! head -n 1 "$header" | grep -q '^/\*' && [ "${header##*/}" != caps.h ]; then
            echo "$header does not begin with what it is"
            bad=1
        fi
        ;;
    esac
done <"$list"
exit $bad
