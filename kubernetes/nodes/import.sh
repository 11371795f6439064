#!/bin/bash
# import.sh IMAGES ROOT: unpacks those images of a folder into a containerd root that are not in it yet. For mount and
# process namespaces of its own, which template.sh makes.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
images=$1 root=$2
log=$(mktemp)
trap 'rm -f "$log"' EXIT

mount -t tmpfs tmpfs /run
bash "$here/containerd.sh" "$root" >/run/containerd.toml
containerd --config /run/containerd.toml >"$log" 2>&1 &
until ctr version >/dev/null 2>&1; do
  kill -0 $! 2>/dev/null || { tail -n 5 "$log" >&2; echo "containerd does not start: see above" >&2; exit 1; }
  sleep 0.1
done
for archive in "$images"/*.tar; do
  mark=$root/imported/$(basename "$(readlink -f "$archive")")
  [ -e "$mark" ] || { ctr --namespace k8s.io images import "$archive" >/dev/null && touch "$mark"; }
done
kill $!
wait $! || true
