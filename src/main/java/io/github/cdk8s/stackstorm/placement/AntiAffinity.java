// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.placement;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a workload's pods out of a domain that holds one of them already.
 *
 * @param topology the domains
 * @param weight 1 to 100, how much it counts against other wishes; null makes it a requirement, and
 *     a pod that finds no domain of its own waits
 */
public record AntiAffinity(Topology topology, @Nullable Integer weight) {

  public AntiAffinity {
    Copies.required("AntiAffinity.topology", topology);
  }

  /** A pod waits rather than share a domain. */
  public static AntiAffinity required(Topology topology) {
    return new AntiAffinity(topology, null);
  }

  /** A pod shares a domain only where it must. */
  public static AntiAffinity preferred(Topology topology) {
    return new AntiAffinity(topology, 100);
  }
}
