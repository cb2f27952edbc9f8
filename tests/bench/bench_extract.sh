#!/bin/sh
# How long `grefier extract` takes over the labelled messages, beside Python's e-mail parser, which only decodes them.
# No test: a figure to compare before and after a change on one machine.
# usage: bench_extract.sh GREFIER [ROUNDS]
set -eu
grefier=$1
rounds=${2:-3}
here=$(cd "$(dirname "$0")/.." && pwd)
rules=${GREFIER_RULES:-$here/../rules}
set -- "$here"/corpus/*/*.eml

seconds() { # the least user and system time of some rounds of a command
    python3 - "$rounds" "$@" <<'END'
import os, subprocess, sys
rounds, command = int(sys.argv[1]), sys.argv[2:]
best = None
for _ in range(rounds):
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    usage = os.wait4(child.pid, 0)[2]
    taken = usage.ru_utime + usage.ru_stime
    best = taken if best is None else min(best, taken)
print("%.3f" % best)
END
}

peer='
import email, email.policy, sys
for path in sys.argv[1:]:
    with open(path, "rb") as file:
        message = email.message_from_binary_file(file, policy=email.policy.default)
    try:
        body = message.get_body(("plain", "html"))
        body and body.get_content()
    except (LookupError, UnicodeError):
        pass
'
ours=$(seconds "$grefier" extract --json --rules "$rules" "$@")
start=$(seconds "$grefier" extract --json --rules "$rules" "$1")
theirs=$(seconds python3 -c "$peer" "$@")
awk -v n=$# -v ours="$ours" -v start="$start" -v theirs="$theirs" 'BEGIN {
    printf "%d messages\ngrefier extract      %.3f s (%.2f ms a message, %.3f s to start)\n", n, ours, 1000 * (ours - start) / n, start
    printf "python email parser  %.3f s\nratio                %.2f\n", theirs, ours / theirs
}'
