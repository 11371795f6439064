#!/bin/bash
# template.sh IMAGES: prints a folder with a containerd root that has all images of the folder IMAGES unpacked. It is
# made once for each choice of images; nodes start from links to its files, so that none of them unpacks anything.
here=$(dirname "$(readlink -f "$0")")
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$here/common.sh"
images=$(readlink -f "$1")
version=$(containerd --version | sha256sum | cut -c1-8)
template=$runs/template-$(basename "$images")-$version

mkdir -p "$runs/locks"
exec 9>"$runs/locks/template"
flock 9
if [ ! -d "$template" ]; then
  echo "Unpacking the images of $images" >&2
  rm -rf "$template.new"
  mkdir -p "$template.new"
  # Its state in memory that goes with it. --kill-child, since containerd shall not outlive this script.
  unshare --mount --pid --fork --kill-child --mount-proc bash -s "$here" "$template.new" "$images" 9>&- <<'INSIDE' >&2
set -euo pipefail
mount -t tmpfs tmpfs /run
bash "$1/containerd.sh" "$2" >"$2.toml"
containerd --config "$2.toml" >"$2.log" 2>&1 &
until ctr version >/dev/null 2>&1; do
  kill -0 $! 2>/dev/null || { tail -n 5 "$2.log" >&2; echo "containerd does not start: see above" >&2; exit 1; }
  sleep 0.1
done
for archive in "$3"/*.tar; do
  ctr --namespace k8s.io images import "$archive" >/dev/null
done
kill $!
wait $! || true
INSIDE
  rm -f "$template.new.toml" "$template.new.log"
  mv "$template.new" "$template"
fi
# Those that nobody has used for days.
touch "$template"
find "$runs" -maxdepth 1 -name 'template-*' -mtime +3 -exec rm -rf {} +
echo "$template"
