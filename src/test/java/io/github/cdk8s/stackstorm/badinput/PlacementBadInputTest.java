// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.badinput;

import io.github.cdk8s.stackstorm.placement.AntiAffinity;
import io.github.cdk8s.stackstorm.placement.NodeRule;
import io.github.cdk8s.stackstorm.placement.Placement;
import io.github.cdk8s.stackstorm.placement.Spread;
import io.github.cdk8s.stackstorm.placement.Toleration;
import io.github.cdk8s.stackstorm.placement.Topology;
import java.time.Duration;
import java.util.stream.Stream;
import org.cdk8s.plus34.k8s.Affinity;
import org.junit.jupiter.params.provider.Arguments;

/** What can be wrong with a placement. */
class PlacementBadInputTest extends Refusals {

  static Stream<Arguments> rows() {
    return Stream.of(
        placement(
            "spreads[kubernetes.io/hostname].maxSkew = 0",
            "at least 1",
            Placement.spread(Spread.hard(Topology.HOST).withMaxSkew(0))),
        placement(
            "spreads[topology.kubernetes.io/zone] = (twice)",
            "one rule a topology",
            Placement.spread(Spread.hard(Topology.ZONE), Spread.soft(Topology.ZONE))),
        placement(
            "nodeRules[disk] = NotIn [ssd]",
            "contradicts nodeSelector[disk] = ssd",
            Placement.onNodes("disk", "ssd").and(Placement.nodes(NodeRule.notIn("disk", "ssd")))),
        placement(
            "nodeRules[disk] = DoesNotExist []",
            "contradicts nodeSelector",
            Placement.onNodes("disk", "ssd").and(Placement.nodes(NodeRule.doesNotExist("disk")))),
        placement(
            "nodeRules[disk] = In [ssd]",
            "contradicts the rule NotIn",
            Placement.nodes(NodeRule.in("disk", "ssd"), NodeRule.notIn("disk", "ssd", "nvme"))),
        placement(
            "nodeRules[disk] = In []", "at least one value", Placement.nodes(NodeRule.in("disk"))),
        placement(
            "nodeRules[disk].weight = 200",
            "from 1 to 100",
            Placement.nodes(NodeRule.exists("disk").preferred(200))),
        placement(
            "antiAffinities[kubernetes.io/hostname].weight = 0",
            "from 1 to 100",
            Placement.apart(new AntiAffinity(Topology.HOST, 0))),
        placement(
            "tolerations[null] = yes",
            "a value needs a key",
            Placement.tolerate(new Toleration(null, "yes", null, null))),
        placement(
            "tolerations[spot].period = PT-5S",
            "not be negative",
            Placement.tolerate(Toleration.of("spot").withPeriod(Duration.ofSeconds(-5)))),
        placement(
            "affinity = (raw)",
            "both are given",
            Placement.affinity(Affinity.builder().build())
                .and(Placement.nodes(NodeRule.exists("disk")))));
  }
}
