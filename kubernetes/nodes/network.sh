#!/bin/bash
# network.sh RUN NODES: a bridge in a namespace of its own, a namespace with a cable to it for every node, and one leg
# of the machine, so that nodes reach the API server and tests reach pods. Pods of node N are 10.x.N.0/24; all is
# routed, nothing is translated, and nothing leads out.
here=$(dirname "$(readlink -f "$0")")
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$here/common.sh"
run=$1 nodes=$2
fabric=$(fabric_of "$run") prefix=$(prefix_of "$run") leg=$(leg_of "$run")

ip netns add "$fabric"
ip -n "$fabric" link set lo up
ip -n "$fabric" link add fabric type bridge
ip -n "$fabric" link set fabric up
ip -n "$fabric" addr add "$(dns_of "$run")/24" dev fabric

ip link add "$leg" type veth peer name machine netns "$fabric"
ip -n "$fabric" link set machine master fabric up
ip addr add "$(machine_of "$run")/24" dev "$leg"
ip link set "$leg" up

for node in $(seq 1 "$nodes"); do
  name=$(node_of "$run" "$node")
  ip netns add "$name"
  ip -n "$fabric" link add "node$node" type veth peer name eth0 netns "$name"
  ip -n "$fabric" link set "node$node" master fabric up
  ip -n "$name" link set lo up
  ip -n "$name" addr add "$prefix.0.$node/24" dev eth0
  ip -n "$name" link set eth0 up
  ip netns exec "$name" sysctl -qw net.ipv4.ip_forward=1
  for other in $(seq 1 "$nodes"); do
    [ "$other" = "$node" ] || ip -n "$name" route add "$prefix.$other.0/24" via "$prefix.0.$other"
  done
  # kubelet wants a default route; the machine passes nothing on.
  ip -n "$name" route add default via "$(machine_of "$run")"
  ip -n "$fabric" route add "$prefix.$node.0/24" via "$prefix.0.$node"
  ip route add "$prefix.$node.0/24" via "$prefix.0.$node" dev "$leg"
done
