#!/bin/bash
# kubelet.sh RUN NODE LOGS: kubelet's configuration for a node.
here=$(dirname "$(readlink -f "$0")")
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$here/common.sh"
run=$1 node=$2 logs=$3
folder=$(folder_of "$run")/node$node
cat <<CONFIG
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication: {anonymous: {enabled: true}, webhook: {enabled: false}}
authorization: {mode: AlwaysAllow}
address: $(prefix_of "$run").0.$node
readOnlyPort: 0
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
clusterDNS: [$(dns_of "$run")]
clusterDomain: cluster.local
resolvConf: $folder/resolv.conf
podLogsDir: $logs/pods
cgroupDriver: cgroupfs
cgroupsPerQOS: false
enforceNodeAllocatable: []
failCgroupV1: false
failSwapOn: false
localStorageCapacityIsolation: false
# The machine's disk is not the node's, and no image could be had again.
evictionHard: {memory.available: 100Mi}
imageGCHighThresholdPercent: 100
imageGCLowThresholdPercent: 99
nodeStatusUpdateFrequency: 4s
eventRecordQPS: 0
kubeAPIQPS: 100
kubeAPIBurst: 200
CONFIG
