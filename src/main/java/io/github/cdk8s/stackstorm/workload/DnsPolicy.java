// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.workload;

/**
 * Where a pod's <a
 * href="https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy">DNS
 * settings</a> come from.
 */
public enum DnsPolicy {
  /** The cluster's DNS, and behind it that of the node: the default. */
  CLUSTER_FIRST("ClusterFirst"),
  /** The same for pods in the node's network. */
  CLUSTER_FIRST_WITH_HOST_NET("ClusterFirstWithHostNet"),
  /** The node's own; names of Services are then unknown. */
  DEFAULT("Default"),
  /** Only what {@code dnsConfig} says. */
  NONE("None");

  private final String value;

  DnsPolicy(String value) {
    this.value = value;
  }

  /** The value as Kubernetes writes it. */
  public String value() {
    return value;
  }
}
