#!/bin/sh
# Installs what the real nodes of the cluster tests take from the machine: a container runtime, its network plugins, and
# the tools that make images and networks. With apt-get as root on Debian; elsewhere it says what is missing. On a
# machine that has all of it, it does nothing.
set -eu

# command or file            package of Debian
needed='
containerd                   containerd
runc                         runc
/usr/lib/cni/ptp             containernetworking-plugins
nft                          nftables
conntrack                    conntrack
ip                           iproute2
nsenter                      util-linux
findmnt                      util-linux
pgrep                        procps
gcc                          gcc
/usr/include/stdio.h         libc6-dev
mmdebstrap                   mmdebstrap
python3                      python3
pip3                         python3-pip
'

is_there() {
  case $1 in
    /*) [ -e "$1" ] ;;
    *) command -v "$1" >/dev/null 2>&1 ;;
  esac
}

missing=$(echo "$needed" | while read -r what package; do
  [ -z "$what" ] || is_there "$what" || echo "$package"
done | sort -u | tr '\n' ' ')
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing $missing" >&2
  log=$(mktemp)
  trap 'rm -f "$log"' EXIT
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086 # one argument a package
  if ! { apt-get update -qq && apt-get install -qq --no-install-recommends $missing; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "these packages could not be installed: $missing" >&2
    exit 1
  fi
else
  echo "Real nodes need Linux, root, and what Debian has in these packages: $missing" >&2
  echo "Run this as root on Debian or a relative of it, or install them with what your system has" >&2
  exit 1
fi
