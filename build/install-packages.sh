#!/bin/sh
# install-packages.sh LIST: installs what a list of commands or files and their packages names and this machine lacks. With
# apt-get as root on Debian; elsewhere it says what is missing. Servers among them are not started. On a machine that has
# all of it, it does nothing.
set -eu
list=$1

is_there() {
  case $1 in
    /*) [ -e "$1" ] ;;
    *) command -v "$1" >/dev/null 2>&1 ;;
  esac
}

missing=$(sed -e '/^#/d' -e '/^$/d' "$list" | while read -r what package; do
  is_there "$what" || echo "$package"
done | sort -u | tr '\n' ' ')
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing $missing" >&2
  log=$(mktemp)
  policy=/usr/sbin/policy-rc.d
  if [ -e $policy ]; then
    trap 'rm -f "$log"' EXIT
  else
    # The tests start servers of their own.
    trap 'rm -f "$log" $policy' EXIT
    printf '#!/bin/sh\nexit 101\n' >$policy
    chmod +x $policy
  fi
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086 # one argument a package
  if ! { apt-get update -qq && apt-get install -qq --no-install-recommends $missing; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "these packages could not be installed: $missing" >&2
    exit 1
  fi
else
  echo "These tests need Linux, root, and what Debian has in these packages: $missing" >&2
  echo "Run this as root on Debian or a relative of it, or install them with what your system has" >&2
  exit 1
fi
