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
  rm -rf "$template.made"
  # Most layers are those of the last time.
  last=$(find "$runs" -maxdepth 1 -name "template-*-$version" -printf '%T@ %p\n' | sort -n | tail -n 1 | cut -d' ' -f2)
  if [ -n "$last" ]; then link_root "$last" "$template.made"; fi
  mkdir -p "$template.made/imported"
  # containerd's state is in memory that goes with it, and it does not outlive this script.
  unshare --mount --pid --fork --kill-child --mount-proc \
    bash "$here/import.sh" "$images" "$template.made" 9>&- >&2
  mv "$template.made" "$template"
fi
# Those that nobody has used for days.
touch "$template"
find "$runs" -maxdepth 1 -name 'template-*' -mtime +3 -exec rm -rf {} +
echo "$template"
