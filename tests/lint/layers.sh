#!/bin/sh
# The rooms of src/README.md: a lower one never includes a higher one, and each third-party library has its room.
set -eu
cd "${SOURCE_DIR:-$(dirname "$0")/../..}"
wrong=$(mktemp)
trap 'rm -f "$wrong"' EXIT

# room: what it may include besides itself
allowed() {
    case $1 in
    base) echo "base" ;;
    letter) echo "base letter rules" ;; # the zone marks are rules
    rules) echo "base rules" ;;
    reading) echo "base letter rules reading" ;;
    answer) echo "base letter rules reading answer" ;;
    digest) echo "base letter rules reading answer digest roster" ;; # roster: only its rows
    mailbox) echo "base letter mailbox" ;;
    roster) echo "base letter rules reading mailbox roster" ;; # mailbox: only the cursor
    post) echo "base letter mailbox post" ;;
    service) echo "base letter rules reading answer digest mailbox roster post service" ;;
    command) echo "base letter rules reading answer digest mailbox roster post service command" ;;
    esac
}

for room in base letter rules reading answer digest mailbox roster post service command; do
    for folder in "src/$room" "include/grefier/$room"; do
        [ -d "$folder" ] || continue
        grep -rnE '^[[:space:]]*#[[:space:]]*include[[:space:]]+"(grefier|\.\.)/[a-z]+/' "$folder" | while IFS= read -r line; do
            other=$(printf '%s\n' "$line" | sed -E 's|.*include[[:space:]]+"(grefier/\|\.\./)([a-z]+)/.*|\2|')
            case $line in *'"../rules/yaml.h"'*) continue ;; esac # YAML as a tree: as low as base
            case " $(allowed "$room") " in
            *" $other "*) ;;
            *) echo "$line: the room $room may not know the room $other" >>"$wrong" ;;
            esac
        done
    done
done

# library: the rooms that may see its headers
library() {
    header=$1
    shift
    grep -rnE "^[[:space:]]*#[[:space:]]*include[[:space:]]*<($header)" src include | while IFS= read -r line; do
        file=${line%%:*}
        ok=
        for place in "$@"; do
            case $file in "$place"*) ok=1 ;; esac
        done
        [ -n "$ok" ] || echo "$line: only in $*" >>"$wrong"
    done
}
library 'libetpan' src/mailbox/
library 'gnutls' src/mailbox/ src/base/
library 'gmime' src/letter/
library 'glib' src/letter/ src/base/fold.c
library 'libxml' src/letter/
library 'pcre2' src/rules/
library 'libfyaml' src/rules/
library 'phonenumbers' src/reading/
library 'sqlite3' src/roster/
library 'curl/' src/post/ src/mailbox/
library 'xlsxwriter' src/digest/
library 'systemd/' src/service/

# the pure rooms touch no clock and no log
grep -rnE '\b(clock_now|clock_ticks|log_event)[[:space:]]*\(' src/letter src/rules src/reading src/answer src/digest 2>/dev/null |
    sed 's/$/: a pure room has no clock and no log/' >>"$wrong" || true

if [ -s "$wrong" ]; then
    cat "$wrong"
    exit 1
fi
echo "the rooms keep to their layers"
