#!/bin/sh
# The package on a bare Debian 12, in a folder of its own: built, installed, used, removed, purged. Needs root, the
# network and debootstrap; takes some minutes, so ctest does not run it: sh tests/package.sh [PACKAGE.deb]
set -eu
source=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d)
bare=$folder/bare
trap 'rm -rf "$folder"' EXIT
fail() { echo "FAILED: $*"; exit 1; }
inside() { chroot "$bare" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "$@"; }
everything() { # of grefier that lies in the bare system
    (cd "$bare" && find etc usr/bin usr/lib usr/share var/lib -path '*grefier*' ! -path 'var/lib/dpkg*' ! -path 'var/lib/apt*')
}

package=${1:-}
if [ -z "$package" ]; then
    sh "$source/contrib/package.sh" "$folder/build" >"$folder/build.log" 2>&1 || { tail "$folder/build.log"; fail "not built"; }
    package=$(echo "$folder"/build/*.deb)
fi
debootstrap --variant=minbase bookworm "$bare" >"$folder/log" 2>&1 || { tail "$folder/log"; fail "no bare Debian"; }
cp "$package" "$bare/root/grefier.deb"
inside apt-get install -y --no-install-recommends /root/grefier.deb >"$folder/log" 2>&1 || { tail "$folder/log"; fail "not installed"; }
echo "ok: installs on a bare Debian 12"

[ "$(inside stat -c '%U %a' /var/lib/grefier)" = "grefier 700" ] || fail "no private state directory"
code=0
inside grefier check >"$folder/log" 2>&1 || code=$?
[ "$code" = 78 ] || fail "check without a configuration gave $code"
mkdir "$bare/var/lib/grefier/in" "$bare/var/lib/grefier/in/cur" "$bare/var/lib/grefier/in/new" "$bare/var/lib/grefier/in/tmp"
sed -e 's|url: imaps://[^ ]*|url: maildir:/var/lib/grefier/in|' -e 's|url: smtps://[^ ]*|url: maildir:/var/lib/grefier/out|' \
    -e '/user:/d' -e '/password_file:/d' -e '/also_inspect:/d' "$bare/usr/share/doc/grefier/examples/grefier.yaml" >"$bare/etc/grefier/grefier.yaml"
inside chown -R grefier:grefier /var/lib/grefier
inside runuser -u grefier -- grefier run --once || fail "the example does not run"
inside runuser -u grefier -- grefier check || fail "check finds something wrong"
inside runuser -u grefier -- grefier status || fail "no status"
echo "ok: run, check and status, as the user grefier"

inside dpkg -i /root/grefier.deb >"$folder/log" 2>&1 || { tail "$folder/log"; fail "no upgrade"; }
echo "ok: installed over itself"
echo secret >"$bare/etc/credstore/grefier.imap-password"
inside dpkg --remove grefier >"$folder/log" 2>&1 || { tail "$folder/log"; fail "not removed"; }
[ -e "$bare/etc/grefier/grefier.yaml" ] || fail "removing took the configuration away"
inside dpkg --purge grefier >"$folder/log" 2>&1 || { tail "$folder/log"; fail "not purged"; }
grep -q 'register stays in /var/lib/grefier' "$folder/log" || fail "purging does not name what stays"
left=$(everything | grep -v '^var/lib/grefier' || true)
[ -z "$left" ] || fail "purging leaves $left"
[ -e "$bare/var/lib/grefier/roster.db" ] || fail "purging took the register away"
echo "ok: purge leaves the register, and nothing else"

inside apt-get install -y --no-install-recommends /root/grefier.deb >"$folder/log" 2>&1 || fail "not installed again"
rm -r "$bare/var/lib/grefier"
inside dpkg --purge grefier >"$folder/log" 2>&1 || fail "not purged again"
inside getent passwd grefier && fail "the user stays although nothing of it does"
[ -z "$(everything)" ] || fail "purging leaves $(everything)"
echo "ok: without a register purge leaves nothing, nor the user"
