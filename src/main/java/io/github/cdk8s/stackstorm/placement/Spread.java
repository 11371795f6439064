// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.placement;

import io.github.cdk8s.stackstorm.internal.props.Copies;

/**
 * Keeps the number of a workload's pods even over the domains of a topology (a <a
 * href="https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/">topology
 * spread constraint</a>). Nodes whose taints the pod does not tolerate do not count as domains.
 * Pods of a Deployment are counted within their own revision, so that the pods of the revision
 * before do not stand in the way of a rolling update.
 *
 * @param topology what to spread over
 * @param maxSkew by how many pods the fullest domain may exceed the emptiest, at least 1
 * @param hard whether a pod rather waits than breaks the rule
 */
public record Spread(Topology topology, int maxSkew, boolean hard) {

  public Spread {
    Copies.required("Spread.topology", topology);
  }

  /** A skew of at most 1; a pod that cannot keep it waits. */
  public static Spread hard(Topology topology) {
    return new Spread(topology, 1, true);
  }

  /** A skew of at most 1 where that is possible. */
  public static Spread soft(Topology topology) {
    return new Spread(topology, 1, false);
  }

  /** The same rule with another skew. */
  public Spread withMaxSkew(int newMaxSkew) {
    return new Spread(topology, newMaxSkew, hard);
  }
}
