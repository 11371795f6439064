#!/bin/bash
# inside.sh RUN NODE BINARIES ZONE LOGS: what runs in a node's namespaces, as their number 1: containerd, kube-proxy,
# kubelet. One that ends by itself ends the node.
here=$(dirname "$(readlink -f "$0")")
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$here/common.sh"
run=$1 node=$2 binaries=$3 zone=$4 logs=$5
top=$(folder_of "$run")
folder=$top/node$node

# What these programs keep at fixed places is the node's own, in memory: sockets, the pods' network namespaces,
# addresses.
for place in /run /var/lib /var/log; do mount -t tmpfs tmpfs "$place"; done
for hierarchy in $(cgroup_hierarchies); do
  mount --bind "$hierarchy/$(node_of "$run" "$node")" "$hierarchy"
done
if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
  # Version 2: a group with processes of its own passes no controller on.
  mkdir -p /sys/fs/cgroup/node
  echo 1 >/sys/fs/cgroup/node/cgroup.procs
  sed 's/\(^\| \)/ +/g' /sys/fs/cgroup/cgroup.controllers >/sys/fs/cgroup/cgroup.subtree_control
fi
mkdir -p /run/cni /run/lock
echo "nameserver $(dns_of "$run")" >"$folder/resolv.conf"
cat >/run/cni/10-pods.conflist <<CONFIG
{"cniVersion": "1.0.0", "name": "pods", "plugins": [
  {"type": "ptp", "ipam": {
    "type": "host-local", "ranges": [[{"subnet": "$(prefix_of "$run").$node.0/24"}]], "routes": [{"dst": "0.0.0.0/0"}]}},
  {"type": "portmap", "capabilities": {"portMappings": true}}]}
CONFIG
cat >/run/kube-proxy.yaml <<CONFIG
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: nftables
clientConnection: {kubeconfig: $top/kubeconfig}
clusterCIDR: $(prefix_of "$run").0.0/16
hostnameOverride: node$node
conntrack: {maxPerCore: 0, min: 0}
CONFIG

containerd --config "$folder/containerd.toml" >>"$logs/containerd.log" 2>&1 &
until ctr version >/dev/null 2>&1; do
  kill -0 $! || { echo "containerd ended: see $logs/containerd.log" >&2; exit 1; }
  sleep 0.1
done
while read -r name image; do
  ctr --namespace k8s.io images tag --force "docker.io/cdk8s-stackstorm/$image:stand-in" "$name" >/dev/null
done <"$top/images"

"$binaries/kube-proxy" --config /run/kube-proxy.yaml >>"$logs/kube-proxy.log" 2>&1 &
"$binaries/kubelet" --config "$folder/kubelet.yaml" --kubeconfig "$top/kubeconfig" --hostname-override "node$node" \
  --node-ip "$(prefix_of "$run").0.$node" --root-dir "$folder/kubelet" --cert-dir "$folder/certificates" \
  --node-labels "topology.kubernetes.io/zone=$zone" >>"$logs/kubelet.log" 2>&1 &
wait -n
echo "a program of node$node ended: see the logs in $logs" >&2
exit 1
