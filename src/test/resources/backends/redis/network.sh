#!/bin/sh
# network.sh PREFIX FOLDER NAME...: network namespaces PREFIX-NAME on a bridge PREFIX, which the machine itself has no
# address on. When the input ends (so also when who started it was killed), all processes in them are killed, and
# namespaces, bridge and FOLDER removed.
set -eu
prefix=$1
folder=$2
shift 2

remove() {
  for name in "$@"; do
    for attempt in 1 2 3; do
      pids=$(ip netns pids "$prefix-$name" 2>/dev/null || true)
      # shellcheck disable=SC2086 # one word a process
      [ -z "$pids" ] || kill -9 $pids 2>/dev/null || true
      [ -n "$pids" ] || break
      sleep "0.$attempt"
    done
    ip netns del "$prefix-$name" 2>/dev/null || true
    rm -rf "/etc/netns/$prefix-$name"
  done
  ip link del "$prefix" 2>/dev/null || true
  rmdir /etc/netns 2>/dev/null || true
  rm -rf "$folder"
}
trap 'remove "$@"' EXIT
trap 'exit 1' INT TERM HUP

ip link add "$prefix" type bridge
ip link set "$prefix" up
for name in "$@"; do
  mkdir -p "/etc/netns/$prefix-$name"
  : >"/etc/netns/$prefix-$name/hosts"
  ip netns add "$prefix-$name"
  ip link add "$prefix$name" type veth peer name eth0 netns "$prefix-$name"
  ip link set "$prefix$name" master "$prefix" up
  ip -n "$prefix-$name" link set lo up
  ip -n "$prefix-$name" link set eth0 up
done
echo ready
cat >/dev/null
