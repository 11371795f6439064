// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.placement;

import io.github.cdk8s.stackstorm.internal.props.Copies;

/**
 * A set of nodes that fail together, named by the label that they share.
 *
 * @param key the node label whose values tell the domains apart
 */
public record Topology(String key) {

  public Topology {
    Copies.required("Topology.key", key);
  }

  /** One node. */
  public static final Topology HOST = new Topology("kubernetes.io/hostname");

  /** One availability zone. */
  public static final Topology ZONE = new Topology("topology.kubernetes.io/zone");

  /** One region. */
  public static final Topology REGION = new Topology("topology.kubernetes.io/region");

  /** Any other label, for example one that names racks. */
  public static Topology of(String key) {
    return new Topology(key);
  }
}
