// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.badinput;

import io.github.cdk8s.stackstorm.placement.AntiAffinity;
import io.github.cdk8s.stackstorm.placement.NodeRule;
import io.github.cdk8s.stackstorm.placement.Placement;
import io.github.cdk8s.stackstorm.placement.Spread;
import io.github.cdk8s.stackstorm.placement.Toleration;
import io.github.cdk8s.stackstorm.placement.Topology;
import java.time.Duration;
import java.util.List;
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
                .and(Placement.nodes(NodeRule.exists("disk")))),
        placement(
            "spreads[my rack] = \"my rack\"",
            "letters, digits",
            Placement.spread(Spread.soft(Topology.of("my rack")))),
        placement(
            "antiAffinities[] = \"\"",
            "letters, digits",
            Placement.apart(AntiAffinity.required(Topology.of("")))),
        placement(
            "nodeSelector[disk] = \"very fast\"",
            "at most 63 letters",
            Placement.onNodes("disk", "very fast")),
        placement(
            "nodeSelector[a/b/c] = \"a/b/c\"", "letters, digits", Placement.onNodes("a/b/c", "1")),
        placement(
            "nodeRules[disk] = \"so slow\"",
            "at most 63 letters",
            Placement.nodes(NodeRule.notIn("disk", "so slow"))),
        placement(
            "nodeRules[cores] = Gt [4, 8]",
            "one whole number",
            Placement.nodes(
                new NodeRule("cores", NodeRule.Operator.GREATER_THAN, List.of("4", "8"), null))),
        placement(
            "nodeRules[cores] = Lt [many]",
            "one whole number",
            Placement.nodes(
                new NodeRule("cores", NodeRule.Operator.LESS_THAN, List.of("many"), null))),
        placement(
            "tolerations[spot].period = PT1M",
            "only taints with the effect NoExecute",
            Placement.tolerate(
                Toleration.of("spot")
                    .withPeriod(Duration.ofMinutes(1))
                    .withEffect(Toleration.Effect.NO_SCHEDULE))),
        placement(
            "tolerations[my taint] = \"my taint\"",
            "letters, digits",
            Placement.tolerate(Toleration.of("my taint"))));
  }
}
