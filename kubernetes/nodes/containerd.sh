#!/bin/sh
# containerd.sh ROOT: containerd's configuration for a node.
set -eu
cat <<CONFIG
version = 2
root = "$1"
state = "/run/containerd"
[grpc]
  address = "/run/containerd/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "docker.io/cdk8s-stackstorm/pause:stand-in"
  # Lowering a score takes CAP_SYS_RESOURCE, which root has not everywhere.
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "/run/cni"
CONFIG
