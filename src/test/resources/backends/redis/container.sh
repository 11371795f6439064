#!/bin/sh
# container.sh ROOT UID [HOST_PATH:PATH:ro|rw]... -- COMMAND...: runs a command as a container runs it: a root of its own
# that cannot be written, the mounts, the user, no capability and no new one. To be started in new mount and process
# namespaces. Programs are those of the machine.
set -eu
root=$1
uid=$2
shift 2
mount -t tmpfs -o mode=0755 root "$root"
for folder in usr etc dev; do
  mkdir "$root/$folder"
  mount --rbind "/$folder" "$root/$folder"
done
for link in bin sbin lib lib64; do
  [ ! -L "/$link" ] || cp -P "/$link" "$root/$link"
done
mkdir "$root/proc"
mount -t proc proc "$root/proc"
while [ "$1" != -- ]; do
  host=${1%%:*}
  rest=${1#*:}
  path=${rest%%:*}
  mkdir -p "$root$path"
  mount --bind "$host" "$root$path"
  [ "${rest#*:}" != ro ] || mount -o remount,bind,ro "$root$path"
  shift
done
shift
mount -o remount,bind,ro "$root"
exec /usr/sbin/chroot "$root" setpriv --bounding-set=-all --inh-caps=-all --no-new-privs --reuid "$uid" --regid "$uid" --clear-groups "$@"
