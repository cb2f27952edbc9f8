#!/bin/sh
# Our scripts, as shellcheck sees them, where it is installed.
set -eu
cd "${SOURCE_DIR:-$(dirname "$0")/../..}"
command -v shellcheck >/dev/null 2>&1 || { echo "no shellcheck here"; exit 0; }
shellcheck -x -e SC1091 .ci/run contrib/*.sh tests/*.sh tests/lint/*.sh
