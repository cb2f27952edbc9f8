# shellcheck shell=sh
# install_missing LIST…: installs the Debian packages named in the files that are not there yet, as root or through
# sudo; quiet while all goes well. Sourced by try.sh and tests/run.sh.
install_missing() {
    missing=
    wanted=$(cat "$@")
    for package in $wanted; do
        dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    root=
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null 2>&1 || {
            echo "these packages are missing, and only root can install them:$missing" >&2
            exit 1
        }
        root=sudo
    fi
    echo "installing:$missing" >&2
    log=$(mktemp)
    # shellcheck disable=SC2086 # one word a package
    if ! { $root env DEBIAN_FRONTEND=noninteractive apt-get -qq update &&
           $root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends $missing; } \
           >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        echo "the packages could not be installed" >&2
        exit 1
    fi
    rm -f "$log"
}
