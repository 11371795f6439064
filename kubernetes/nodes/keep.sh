#!/bin/bash
# keep.sh NODES: claims a number for a run, cleans up what killed runs left, lays the network for that many nodes, and
# says "RUN FOLDER PREFIX". Then it waits until its standard input is closed, as happens whichever way its parent ends,
# and removes everything: nodes, network, cgroups, folder.
here=$(dirname "$(readlink -f "$0")")
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$here/common.sh"
trap '' INT TERM HUP

mkdir -p "$runs/locks"
mine=
for run in $(seq 0 $highest_run); do
  exec 8>"$runs/locks/$run"
  flock --nonblock 8 || continue
  if [ -e "$(folder_of "$run")" ]; then
    bash "$here/clean.sh" "$run" 8>&- >&2
  fi
  # What is there nevertheless is somebody else's.
  taken=$(ip netns list | grep "^c8s-$run-" || ip -4 route show root "$(prefix_of "$run").0.0/16")
  if [ -z "$mine" ] && [ -z "$taken" ]; then
    mine=$run
    exec 9>"$runs/locks/$run" 8>&-
    flock --nonblock 9 || mine=
  fi
done
exec 8>&-
if [ -z "$mine" ]; then
  echo "no free number among 0 to $highest_run for a run of real nodes: 'ip netns list' and 'ip route' show who has" \
    "10.100.0.0/16 and those after it" >&2
  exit 1
fi

folder=$(folder_of "$mine")
mkdir -p "$folder"
trap 'bash "$here/clean.sh" "$mine" 9>&- >&2' EXIT
bash "$here/network.sh" "$mine" "$1" 9>&- >&2
echo "$mine $folder $(prefix_of "$mine")"
# Whoever reads may be gone already.
cat >/dev/null || true
