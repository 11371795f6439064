// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.internal;

import io.github.cdk8s.stackstorm.placement.AntiAffinity;
import io.github.cdk8s.stackstorm.placement.NodeRule;
import io.github.cdk8s.stackstorm.placement.Placement;
import io.github.cdk8s.stackstorm.placement.Spread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.cdk8s.plus34.k8s.Affinity;
import org.cdk8s.plus34.k8s.LabelSelector;
import org.cdk8s.plus34.k8s.NodeAffinity;
import org.cdk8s.plus34.k8s.NodeSelector;
import org.cdk8s.plus34.k8s.NodeSelectorRequirement;
import org.cdk8s.plus34.k8s.NodeSelectorTerm;
import org.cdk8s.plus34.k8s.PodAffinityTerm;
import org.cdk8s.plus34.k8s.PodAntiAffinity;
import org.cdk8s.plus34.k8s.PreferredSchedulingTerm;
import org.cdk8s.plus34.k8s.Toleration;
import org.cdk8s.plus34.k8s.TopologySpreadConstraint;
import org.cdk8s.plus34.k8s.WeightedPodAffinityTerm;
import org.jspecify.annotations.Nullable;

/** A placement in Kubernetes' terms. */
final class Placements {

  /** Kubernetes' own default is 300 s: too long to run without the pods of a lost node. */
  private static final Duration LOST_NODE = Duration.ofMinutes(1);

  private static final List<String> LOST_NODE_TAINTS =
      List.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable");

  private final Placement placement;
  private final LabelSelector selector;

  Placements(Placement placement, Identity identity) {
    this.placement = placement;
    this.selector = LabelSelector.builder().matchLabels(identity.selector()).build();
  }

  /**
   * @param revisioned whether a Deployment makes the pods: they then carry the hash of their
   *     revision
   */
  @Nullable List<TopologySpreadConstraint> spread(boolean revisioned) {
    List<Spread> spreads = placement.spreads();
    if (spreads == null || spreads.isEmpty()) {
      return null;
    }
    return spreads.stream()
        .map(
            spread ->
                TopologySpreadConstraint.builder()
                    .topologyKey(spread.topology().key())
                    .maxSkew(spread.maxSkew())
                    .whenUnsatisfiable(spread.hard() ? "DoNotSchedule" : "ScheduleAnyway")
                    .labelSelector(selector)
                    .matchLabelKeys(revisioned ? List.of("pod-template-hash") : null)
                    .nodeTaintsPolicy("Honor")
                    .build())
        .toList();
  }

  @Nullable Affinity affinity() {
    if (placement.affinity() != null) {
      return placement.affinity();
    }
    NodeAffinity nodes = nodeAffinity();
    PodAntiAffinity apart = antiAffinity();
    return nodes == null && apart == null
        ? null
        : Affinity.builder().nodeAffinity(nodes).podAntiAffinity(apart).build();
  }

  List<Toleration> tolerations() {
    List<Toleration> all = new ArrayList<>();
    for (var toleration : placement.tolerations()) {
      Duration period = toleration.period();
      all.add(
          Toleration.builder()
              .key(toleration.key())
              .operator(toleration.value() == null ? "Exists" : "Equal")
              .value(toleration.value())
              .effect(toleration.effect() == null ? null : toleration.effect().value())
              .tolerationSeconds(period == null ? null : period.toSeconds())
              .build());
    }
    for (String taint : LOST_NODE_TAINTS) {
      if (placement.tolerations().stream().noneMatch(own -> own.toleratesExecution(taint))) {
        all.add(
            Toleration.builder()
                .key(taint)
                .operator("Exists")
                .effect("NoExecute")
                .tolerationSeconds(LOST_NODE.toSeconds())
                .build());
      }
    }
    return all;
  }

  private @Nullable NodeAffinity nodeAffinity() {
    List<NodeSelectorRequirement> required =
        placement.nodeRules().stream()
            .filter(rule -> rule.weight() == null)
            .map(Placements::expression)
            .toList();
    List<PreferredSchedulingTerm> preferred =
        placement.nodeRules().stream()
            .filter(rule -> rule.weight() != null)
            .map(
                rule ->
                    PreferredSchedulingTerm.builder()
                        .weight(Objects.requireNonNull(rule.weight()))
                        .preference(
                            NodeSelectorTerm.builder()
                                .matchExpressions(List.of(expression(rule)))
                                .build())
                        .build())
            .toList();
    if (required.isEmpty() && preferred.isEmpty()) {
      return null;
    }
    NodeSelector selected =
        NodeSelector.builder()
            .nodeSelectorTerms(
                List.of(NodeSelectorTerm.builder().matchExpressions(required).build()))
            .build();
    return NodeAffinity.builder()
        .requiredDuringSchedulingIgnoredDuringExecution(required.isEmpty() ? null : selected)
        .preferredDuringSchedulingIgnoredDuringExecution(preferred.isEmpty() ? null : preferred)
        .build();
  }

  private static NodeSelectorRequirement expression(NodeRule rule) {
    return NodeSelectorRequirement.builder()
        .key(rule.key())
        .operator(rule.operator().value())
        .values(rule.values().isEmpty() ? null : rule.values())
        .build();
  }

  private @Nullable PodAntiAffinity antiAffinity() {
    List<PodAffinityTerm> required = new ArrayList<>();
    List<WeightedPodAffinityTerm> preferred = new ArrayList<>();
    for (AntiAffinity rule : placement.antiAffinities()) {
      PodAffinityTerm term =
          PodAffinityTerm.builder()
              .topologyKey(rule.topology().key())
              .labelSelector(selector)
              .build();
      if (rule.weight() == null) {
        required.add(term);
      } else {
        preferred.add(
            WeightedPodAffinityTerm.builder().weight(rule.weight()).podAffinityTerm(term).build());
      }
    }
    if (required.isEmpty() && preferred.isEmpty()) {
      return null;
    }
    return PodAntiAffinity.builder()
        .requiredDuringSchedulingIgnoredDuringExecution(required.isEmpty() ? null : required)
        .preferredDuringSchedulingIgnoredDuringExecution(preferred.isEmpty() ? null : preferred)
        .build();
  }
}
