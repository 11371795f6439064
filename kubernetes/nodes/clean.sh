#!/bin/bash
# clean.sh RUN: ends and removes all of a run, however far it got, and fails when something is left. Safe to repeat.
here=$(dirname "$(readlink -f "$0")")
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$here/common.sh"
run=$1
seconds=60

namespaces() { ip netns list | cut -d' ' -f1 | grep "^c8s-$run-" || true; }
cgroups() { find /sys/fs/cgroup -depth -type d -path "*/c8s-$run-*" 2>/dev/null || true; }

# A node's processes live in its network namespace, and its number 1 takes all containers along.
deadline=$((SECONDS + seconds))
for namespace in $(namespaces); do
  while pids=$(ip netns pids "$namespace") && [ -n "$pids" ]; do
    # shellcheck disable=SC2086 # one argument a process
    kill -9 $pids 2>/dev/null || true
    [ $SECONDS -lt $deadline ] || { echo "processes of $namespace do not end: $pids" >&2; exit 1; }
    sleep 0.1
  done
  ip netns del "$namespace"
done
ip link del "$(leg_of "$run")" 2>/dev/null || true

# The kernel empties the groups of killed processes a moment later.
while left=$(cgroups) && [ -n "$left" ]; do
  echo "$left" | while read -r group; do rmdir "$group" 2>/dev/null || true; done
  [ $SECONDS -lt $deadline ] || { echo "cgroups are still in use: $left" >&2; exit 1; }
  [ -z "$(cgroups)" ] || sleep 0.1
done

rm -rf --one-file-system "$(folder_of "$run")"
