// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.workload;

/** How a Service can be reached. */
public enum ServiceType {
  /** From within the cluster. */
  CLUSTER_IP("ClusterIP"),
  /** From outside too, at a port of every node. */
  NODE_PORT("NodePort"),
  /** From outside too, through the cloud's load balancer. */
  LOAD_BALANCER("LoadBalancer"),
  /**
   * Not a proxy at all: a DNS alias for {@link ServiceSettings#hostname()}, which it therefore
   * needs.
   */
  EXTERNAL_NAME("ExternalName");

  private final String value;

  ServiceType(String value) {
    this.value = value;
  }

  /** The value as Kubernetes writes it. */
  public String value() {
    return value;
  }
}
