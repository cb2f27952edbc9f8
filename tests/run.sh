#!/bin/sh
# Everything that can be tested, with sanitizers, in build-test/; installs the Debian packages it needs where they
# are missing. Ends with ctest's own summary. Arguments go to ctest: sh tests/run.sh -L unit
# Besides, by hand, as it builds a Debian: sh tests/package.sh (the package installed, used and purged on a bare one).
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top"
. contrib/packages.sh
install_missing contrib/build-packages.txt contrib/test-packages.txt
launcher=
command -v ccache >/dev/null 2>&1 && launcher="-DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache"
# shellcheck disable=SC2086 # one word an option
cmake -S . -B build-test -G Ninja -DCMAKE_BUILD_TYPE=Debug -DSANITIZE=ON $launcher >/dev/null
cmake --build build-test
# the stories wait for servers most of the time: two for each processor
exec ctest --test-dir build-test --output-on-failure --parallel "$(($(nproc) * 2))" "$@"
