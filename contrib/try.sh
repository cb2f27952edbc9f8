#!/bin/sh
# Builds grefier where that is not done yet, and lets it do its job on the sample messages of contrib/try:
# Maildir in, Maildir out, a store beside them. Needs no configuration; touches nothing outside this folder
# (but installs the Debian packages that the build needs, where they are missing).
#   GREFIER=/path/to/grefier   uses that program instead of building one
#   TRY_DIR=folder             works there instead of in build/try
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)

. "$top/contrib/packages.sh"

build() {
    command -v apt-get >/dev/null 2>&1 || echo "try.sh: this is no Debian; the build may lack something" >&2
    install_missing "$top/contrib/build-packages.txt"
    echo "building" >&2
    mkdir -p "$top/build"
    if ! { cmake -S "$top" -B "$top/build" -DCMAKE_BUILD_TYPE=Release -DTESTS=OFF &&
           cmake --build "$top/build" --parallel "$(nproc)"; } >"$top/build/build.log" 2>&1; then
        tail -n 30 "$top/build/build.log" >&2
        echo "try.sh: the build failed" >&2
        exit 1
    fi
}

if [ -z "${GREFIER:-}" ]; then
    build
    GREFIER=$top/build/grefier
    TRY_DIR=${TRY_DIR:-$top/build/try}
fi
TRY_DIR=${TRY_DIR:-$(mktemp -d)}

rm -rf "$TRY_DIR/in" "$TRY_DIR/out" "$TRY_DIR/store" "$TRY_DIR/rules"
mkdir -p "$TRY_DIR/in/cur" "$TRY_DIR/in/new" "$TRY_DIR/in/tmp"
cp "$top"/contrib/try/*.eml "$TRY_DIR/in/new/"
cp "$top/contrib/try/grefier.yaml" "$TRY_DIR/"
ln -s "$top/rules" "$TRY_DIR/rules"
cd "$TRY_DIR"

show() {
    echo "\$ grefier $*"
    "$GREFIER" "$@"
    echo
}

show extract --rules rules in
show --config grefier.yaml run --once 2>run.log || { cat run.log >&2; exit 1; }
show --config grefier.yaml roster list
echo "\$ cat out/new/*"
# as people see them: decoded (quoted-printable, flowed lines), in the order of their recipients
grep '^To: ' out/new/* | sort -t: -k3 | cut -d: -f1 | while read -r letter; do
    sed -n '/^To: /p' "$letter" | tr -d '\r'
    sed '1,/^\r*$/d' "$letter" | perl -0pe 's/\r//g; s/=\n//g; s/=([0-9A-F]{2})/chr hex $1/ge; s/ \n/ /g'
    echo
done
