# shellcheck shell=bash disable=SC2034
# Names and addresses of a run of real nodes, for the scripts beside this one. A run has a number, and all that it makes
# on the machine carries it: network namespaces and cgroups c8s-RUN-…, the interface c8s-RUN, 10.(100+RUN).0.0/16, and a
# folder. So two runs never meet, and what a killed one left behind is found by its name.
set -euo pipefail

cache=${XDG_CACHE_HOME:-$HOME/.cache}/cdk8s-stackstorm/kubernetes
runs=$cache/nodes
highest_run=49

folder_of() { echo "$runs/run-$1"; }
prefix_of() { echo "10.$((100 + $1))"; }
fabric_of() { echo "c8s-$1-fabric"; }
node_of() { echo "c8s-$1-node$2"; }
leg_of() { echo "c8s-$1"; }

# The machine's own leg in the nodes' network, where the API server is, and the address of CoreDNS.
machine_of() { echo "$(prefix_of "$1").0.254"; }
dns_of() { echo "$(prefix_of "$1").0.253"; }

# Where groups of processes are mounted: one place with version 2, one for each controller with version 1.
cgroup_hierarchies() { findmnt --noheadings --raw --output TARGET --types cgroup,cgroup2; }

# link_root FROM TO: a containerd root like another one: links to its layers, which nobody changes, and copies of its
# databases.
link_root() {
  rm -rf "$2.new"
  cp -a --link "$1" "$2.new"
  find "$2.new" -name '*.db' -exec cp -a --remove-destination {} {}.copy \; -exec mv {}.copy {} \;
  mv "$2.new" "$2"
}
