#!/bin/sh
# The units of contrib/systemd: understood by systemd, nearly nothing open to attack, alike where they must be.
set -eu
units=$SOURCE_DIR/contrib/systemd
command -v systemd-analyze >/dev/null || { echo "SKIP: no systemd-analyze on this machine"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
wrong=0
say() { echo "$*"; wrong=1; }

for unit in "$units"/*.service "$units"/*.timer; do
    sed "s|^ExecStart=grefier |ExecStart=$GREFIER |" "$unit" >"$folder/$(basename "$unit")"
done
for name in grefier.service grefier@one.service grefier-backup.service grefier-backup.timer grefier-alert@one.service; do
    said=$(SYSTEMD_LOG_LEVEL=warning systemd-analyze verify --man=no "$folder/$name" 2>&1) || say "$name: not verified"
    # systemd also speaks about units of this machine that are not ours
    ours=$(printf '%s\n' "$said" | grep "grefier" || true)
    [ -z "$ours" ] || say "$ours"
done

for name in grefier.service grefier@.service grefier-backup.service; do
    systemd-analyze security --offline=true --no-pager --threshold=15 "$folder/$name" >"$folder/report" 2>&1 ||
        say "$(grep -v '✓' "$folder/report") $name: exposed above 1.5"
done

# An instance is as well confined as the single service.
for name in grefier grefier@; do
    sed -n '/^# ---- the sandbox/,/^\[Install\]/{/^#/d;/^$/d;p}' "$units/$name.service" >"$folder/$name.sandbox"
done
diff "$folder/grefier.sandbox" "$folder/grefier@.sandbox" || say "grefier@.service is confined otherwise than grefier.service"
[ -s "$folder/grefier.sandbox" ] || say "the sandbox was not found in grefier.service"

# A wrong configuration is never started again, and nothing ever listens.
for name in grefier.service grefier@.service; do
    for line in Type=notify RestartPreventExitStatus=78 'SystemCallFilter=~bind listen accept accept4' \
        'OnFailure=grefier-alert@%n.service'; do
        grep -qxF "$line" "$units/$name" || say "$name: $line is missing"
    done
    grep -q '^WatchdogSec=' "$units/$name" || say "$name: no watchdog"
done
[ -z "$(find "$units" -name '*.socket')" ] || say "a socket unit: grefier never listens"

if command -v systemd-sysusers >/dev/null && command -v systemd-tmpfiles >/dev/null; then
    mkdir -p "$folder/root/etc"
    systemd-sysusers --root="$folder/root" "$units/sysusers.d/grefier.conf" >"$folder/report" 2>&1 || say "$(cat "$folder/report")"
    grep -q '^grefier:.*:/var/lib/grefier:/usr/sbin/nologin$' "$folder/root/etc/passwd" || say "sysusers made no user grefier"
    if [ "$(id -u)" = 0 ]; then
        systemd-tmpfiles --root="$folder/root" --create "$units/tmpfiles.d/grefier.conf" >"$folder/report" 2>&1 || say "$(cat "$folder/report")"
        [ "$(stat -c %a "$folder/root/var/lib/grefier" 2>&1)" = 700 ] || say "tmpfiles made no private /var/lib/grefier"
    fi
fi
[ "$wrong" = 0 ] && echo "the units are right"
exit "$wrong"
