// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster;

import io.github.cdk8s.stackstorm.ClusterProfile;
import io.github.cdk8s.stackstorm.StackStormClusterPropsBuilder;
import io.github.cdk8s.stackstorm.cluster.harness.NodeShape;
import io.github.cdk8s.stackstorm.cluster.harness.SimulatedCluster;
import io.github.cdk8s.stackstorm.placement.AntiAffinity;
import io.github.cdk8s.stackstorm.placement.NodeRule;
import io.github.cdk8s.stackstorm.placement.Placement;
import io.github.cdk8s.stackstorm.placement.Spread;
import io.github.cdk8s.stackstorm.placement.Toleration;
import io.github.cdk8s.stackstorm.placement.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The clusters and the policies that the placement table multiplies. */
final class PlacementCases {

  private static final String POOL = "stackstorm";
  private static final String CONTROL_PLANE = "node-role.kubernetes.io/control-plane";

  private PlacementCases() {}

  /**
   * A cluster to place pods on.
   *
   * @param later nodes that join when all else is placed or refused
   * @param halfFull whether other pods take half of every node
   * @param policies those that say something on this cluster
   */
  record Cluster(
      String name,
      List<NodeShape> nodes,
      List<NodeShape> later,
      boolean halfFull,
      List<Policy> policies) {

    Cluster(String name, List<NodeShape> nodes, List<Policy> policies) {
      this(name, nodes, List.of(), false, policies);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * What a user says of placement.
   *
   * @param spreads whether replicas are to be kept apart
   */
  record Policy(String name, boolean spreads, UnaryOperator<StackStormClusterPropsBuilder> change) {

    private static Policy placed(String name, boolean spreads, Placement placement) {
      return new Policy(name, spreads, props -> props.placement(placement));
    }
  }

  private static final Policy PRODUCTION =
      new Policy("production, the default", true, props -> props);
  private static final Policy DEVELOPMENT =
      new Policy("development", false, props -> props.profile(ClusterProfile.development()));
  private static final Policy HARD =
      Policy.placed(
          "`spread(hard zones, hard hosts)`",
          true,
          Placement.spread(Spread.hard(Topology.ZONE), Spread.hard(Topology.HOST)));
  private static final Policy APART =
      Policy.placed(
          "`apart(required hosts)`", true, Placement.apart(AntiAffinity.required(Topology.HOST)));
  private static final Policy IN_POOL =
      Policy.placed("`dedicatedPool`", true, Placement.dedicatedPool(POOL));
  private static final Policy TOLERATING =
      Policy.placed(
          "`tolerate(control plane)`",
          true,
          Placement.tolerate(
              Toleration.of(CONTROL_PLANE).withEffect(Toleration.Effect.NO_SCHEDULE)));

  /** What differs from cluster to cluster. */
  private static final List<Policy> USUAL = List.of(PRODUCTION, DEVELOPMENT, HARD, APART);

  private static final List<Policy> ALL =
      List.of(
          PRODUCTION,
          DEVELOPMENT,
          HARD,
          APART,
          Policy.placed("`none()`", false, Placement.none()),
          Policy.placed(
              "`apart(preferred zones)`",
              true,
              Placement.apart(AntiAffinity.preferred(Topology.ZONE))),
          Policy.placed(
              "`nodes(in zone a)`", false, Placement.nodes(NodeRule.in(NodeShape.ZONE, "a"))),
          Policy.placed("`onNodes(zone b)`", true, Placement.onNodes(NodeShape.ZONE, "b")),
          IN_POOL,
          TOLERATING);

  static List<Cluster> clusters() {
    return List.of(
        new Cluster("three zones of three nodes", SimulatedCluster.each(3, "a", "b", "c"), ALL),
        new Cluster(
            "three zones of one node", large(SimulatedCluster.each(1, "a", "b", "c")), USUAL),
        new Cluster("two zones of three nodes", SimulatedCluster.each(3, "a", "b"), USUAL),
        new Cluster("one node", large(SimulatedCluster.each(1, "a")), USUAL),
        new Cluster(
            "three zones of three nodes, half full",
            SimulatedCluster.each(3, "a", "b", "c"),
            List.of(),
            true,
            USUAL),
        new Cluster(
            "a zone of seven nodes and two of one",
            joined(SimulatedCluster.each(7, "a"), large(SimulatedCluster.each(1, "b", "c"))),
            USUAL),
        new Cluster(
            "a tainted pool of three nodes beside three others",
            joined(
                large(SimulatedCluster.each(1, "a", "b", "c")),
                large(SimulatedCluster.each(1, "a", "b", "c")).stream()
                    .map(node -> node.labelled("dedicated", POOL))
                    .map(node -> node.tainted("dedicated", POOL, "NoSchedule"))
                    .toList()),
            List.of(PRODUCTION, IN_POOL)),
        new Cluster(
            "three tainted control-plane nodes beside six workers",
            joined(
                SimulatedCluster.each(1, "a", "b", "c").stream()
                    .map(node -> node.labelled(CONTROL_PLANE, ""))
                    .map(node -> node.tainted(CONTROL_PLANE, "", "NoSchedule"))
                    .toList(),
                SimulatedCluster.each(2, "a", "b", "c")),
            List.of(PRODUCTION, HARD, TOLERATING)),
        new Cluster(
            "two nodes of one zone, two more zones added later",
            large(SimulatedCluster.each(2, "a")),
            large(SimulatedCluster.each(2, "b", "c")),
            false,
            List.of(PRODUCTION, HARD)));
  }

  private static List<NodeShape> large(List<NodeShape> nodes) {
    return nodes.stream().map(node -> node.sized(16, 64)).toList();
  }

  private static List<NodeShape> joined(List<NodeShape> first, List<NodeShape> second) {
    List<NodeShape> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
