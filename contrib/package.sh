#!/bin/sh
# Builds the Debian package: sh contrib/package.sh [FOLDER]; the package is left in FOLDER (build-package).
set -eu
source=$(cd "$(dirname "$0")/.." && pwd)
folder=${1:-$source/build-package}
cmake -S "$source" -B "$folder" -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX=/usr -DSANITIZE=OFF -DTESTS=OFF
cmake --build "$folder" --parallel "$(nproc)"
cd "$folder"
umask 022 # folders in the package can be entered by everybody
cpack -G DEB
