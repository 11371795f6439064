#!/bin/bash
# dns.sh RUN: CoreDNS for the pods of a run, in the namespace of the network between the nodes.
here=$(dirname "$(readlink -f "$0")")
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$here/common.sh"
run=$1
folder=$(folder_of "$run")
cat >"$folder/Corefile" <<CONFIG
.:53 {
  bind $(dns_of "$run")
  errors
  kubernetes cluster.local in-addr.arpa {
    kubeconfig $folder/kubeconfig
    pods insecure
  }
  cache 2
}
CONFIG
exec nsenter --net="/run/netns/$(fabric_of "$run")" "$cache/bin/coredns/coredns" -conf "$folder/Corefile"
