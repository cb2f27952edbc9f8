#!/bin/sh
# The manual is well formed and says what is: each command, option and key of the program, and none besides.
set -eu
manual=$SOURCE_DIR/contrib/man
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
wrong=0
say() { echo "$*"; wrong=1; }
# same FOUND WRITTEN WHAT: two sorted lists
same() {
    for name in $(comm -23 "$1" "$2"); do say "$3 $name is not in the manual"; done
    for name in $(comm -13 "$1" "$2"); do say "$3 $name is in the manual only"; done
    [ -s "$1" ] || say "no $3 was found"
}

for page in grefier.1 grefier.yaml.5 grefier-rules.5; do
    if command -v mandoc >/dev/null; then
        mandoc -Tlint -W style "$manual/$page" >"$folder/lint" 2>/dev/null || true
        grep -vE 'lacks .* entry|referenced manual not found' "$folder/lint" | grep "$page:" && say "$page: mandoc"
    elif command -v groff >/dev/null; then
        groff -ww -z -Tutf8 -K utf8 -mandoc "$manual/$page" 2>"$folder/lint" || say "$page: groff"
        [ ! -s "$folder/lint" ] || say "$(cat "$folder/lint")"
    fi
done

# Commands: as --help lists them; those with commands of their own by these.
list() { "$GREFIER" "$@" --help | sed -n 's/^  \([a-z]\{1,\}\) .*/\1/p'; }
for command in $(list); do
    if "$GREFIER" "$command" --help | grep -q '^usage: grefier [a-z]* COMMAND'; then
        list "$command" | sed "s/^/$command\//"
    else
        echo "$command"
    fi
done | sort -u >"$folder/commands"
sed -n 's/^\.Ss \([a-z]*\)\( \([a-z]*\)\)\{0,1\}.*/\1\/\3/p' "$manual/grefier.1" | sed 's/\/$//' | sort -u >"$folder/written"
same "$folder/commands" "$folder/written" "the command"

# Options: those that the program reads.
{ sed -n '/struct option_row [a-z]*\[\] = {/,/};/p' "$SOURCE_DIR"/src/command/*.c | grep -oE '\{"[a-z-]+", *(&|NULL)' |
    sed 's/.*"\(.*\)".*/\1/'; printf 'config\nhelp\nversion\n'; } | sort -u >"$folder/options"
grep -oE '^\.It Fl -[a-z-]+' "$manual/grefier.1" | sed 's/.*Fl -//' | sort -u >"$folder/written"
same "$folder/options" "$folder/written" "the option --"
grep -oE 'Fl -[a-z-]+' "$manual/grefier.1" | sed 's/.*Fl -//' | sort -u >"$folder/mentioned"
comm -13 "$folder/options" "$folder/mentioned" | grep . && say "an option that the manual mentions is not there"

# Keys of the configuration, in the page and in the example.
grep -oE '^ *\{"[a-z0-9_.]+",? *' "$SOURCE_DIR/src/service/config_keys.c" | sed 's/.*"\(.*\)".*/\1/' | sort -u >"$folder/keys"
grep -E '^\.It Cm ' "$manual/grefier.yaml.5" | sed 's/^\.It Cm //' | sort -u >"$folder/written"
same "$folder/keys" "$folder/written" "the key"

# The example is a configuration without a mistake, and what it only hints at behind # is one too.
mkdir "$folder/plain" "$folder/hints"
example=$SOURCE_DIR/contrib/systemd/grefier.yaml
sed "s|^store: .*|store: roster.db|; s|^# rules:.*|rules: $SOURCE_DIR/rules|" "$example" >"$folder/plain/grefier.yaml"
# with OAuth2 in place of the password
sed '/password_file: imap-password/d; s/^  # \(With Google\)/  ## \1/; s/^\( \{0,4\}\)# \([a-z0-9_ ]*:\)/\1\2/' \
    "$folder/plain/grefier.yaml" >"$folder/hints/grefier.yaml"
for kind in plain hints; do
    code=0
    "$GREFIER" --config "$folder/$kind/grefier.yaml" status >"$folder/said" 2>&1 || code=$?
    [ "$code" = 1 ] || say "the example ($kind): $code $(cat "$folder/said")" # 1: there is no store yet
done

# Completion offers each command and each option.
sed 's/.*\///' "$folder/commands" >"$folder/names"
while read -r name; do
    grep -qwF -- "$name" "$SOURCE_DIR/contrib/bash-completion/grefier" || say "bash completion does not know $name"
done <"$folder/names"
while read -r name; do
    grep -qE -- "--$name( |'|$|\))" "$SOURCE_DIR/contrib/bash-completion/grefier" || say "bash completion does not know --$name"
done <"$folder/options"

# The reference of the rules knows each key that the program reads there.
grep -ohE 'yaml_get\([a-z]+, "[a-z_]+"\)' "$SOURCE_DIR"/src/rules/*.c | sed 's/.*"\(.*\)".*/\1/' | sort -u >"$folder/keys"
while read -r key; do
    grep -qE "^\.(It )?Cm $key( |\$)" "$manual/grefier-rules.5" || say "the rule key $key is not in the manual"
done <"$folder/keys"
[ -s "$folder/keys" ] || say "no rule key was found"

[ "$wrong" = 0 ] && echo "the manual is right"
exit "$wrong"
