#!/bin/bash
# node.sh RUN NODE TEMPLATE ZONE LOGS: a node, as one process: ending it, in whatever way, ends its containers and
# undoes its mounts. It can be started again and finds its containers' files and its volumes as they were.
# FOLDER/kubeconfig of the run leads to the API server, FOLDER/images says which names each image has besides its own.
here=$(dirname "$(readlink -f "$0")")
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$here/common.sh"
run=$1 node=$2 template=$3 zone=$4 logs=$5
folder=$(folder_of "$run")/node$node
binaries=$cache/bin/kube-typed

mkdir -p "$folder/volumes" "$logs"
[ -d "$folder/containerd" ] || link_root "$template" "$folder/containerd"
bash "$here/containerd.sh" "$folder/containerd" >"$folder/containerd.toml"
bash "$here/kubelet.sh" "$run" "$node" "$logs" >"$folder/kubelet.yaml"

# Its containers' groups are below one with the run's name, for clean.sh: with a view of groups of its own, the node
# takes that for the root of all.
for hierarchy in $(cgroup_hierarchies); do
  group=$hierarchy/$(node_of "$run" "$node")
  mkdir -p "$group"
  for file in cpuset.cpus cpuset.mems; do
    [ ! -e "$hierarchy/tasks" ] || [ ! -e "$group/$file" ] || cat "$hierarchy/$file" >"$group/$file"
  done
  echo $$ >"$group/cgroup.procs"
done

exec nsenter --net="/run/netns/$(node_of "$run" "$node")" \
  unshare --mount --cgroup --pid --fork --kill-child --mount-proc \
  bash "$here/inside.sh" "$run" "$node" "$binaries" "$zone" "$logs"
