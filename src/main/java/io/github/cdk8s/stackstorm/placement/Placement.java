// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.placement;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import io.github.cdk8s.stackstorm.k8s.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.cdk8s.plus34.k8s.Affinity;
import org.cdk8s.plus34.k8s.PodAffinityTerm;
import org.cdk8s.plus34.k8s.PodAntiAffinity;
import org.jspecify.annotations.Nullable;

/**
 * Where the pods of a workload go. Placements are put together with {@link #and}:
 *
 * <pre>{@code
 * Placement.dedicatedPool("stackstorm").and(Placement.spread(Spread.hard(Topology.ZONE)))
 * }</pre>
 *
 * <p>A placement that says nothing of spreading keeps the spreading of the level above it (the
 * cluster's, and behind that the default, {@link #highAvailability()}); {@link #none()} says that
 * there shall be none.
 *
 * @param spreads null to keep those of the level above
 * @param antiAffinities pods of the same workload that keep away from each other
 * @param nodeSelector labels that a node must have
 * @param nodeRules further rules on a node's labels
 * @param tolerations taints that do not keep the pods away
 * @param affinity written as it is, instead of {@code antiAffinities} and {@code nodeRules}
 */
public record Placement(
    @Nullable List<Spread> spreads,
    List<AntiAffinity> antiAffinities,
    Map<String, String> nodeSelector,
    List<NodeRule> nodeRules,
    List<Toleration> tolerations,
    @Nullable Affinity affinity) {

  /** Says nothing: all is kept as the level above has it. */
  public static final Placement UNSET =
      new Placement(null, List.of(), Map.of(), List.of(), List.of(), null);

  public Placement {
    antiAffinities = Copies.list("Placement.antiAffinities", antiAffinities);
    nodeSelector = Copies.map("Placement.nodeSelector", nodeSelector);
    nodeRules = Copies.list("Placement.nodeRules", nodeRules);
    tolerations = Copies.list("Placement.tolerations", tolerations);
    spreads = spreads == null ? null : Copies.list("Placement.spreads", spreads);
  }

  /** No spreading at all: pods go wherever there is room. */
  public static Placement none() {
    return spread();
  }

  /**
   * The default of services: replicas of one service are kept on different hosts and in different
   * zones as far as the cluster allows, and placed all the same where it does not.
   */
  public static Placement highAvailability() {
    return spread(Spread.soft(Topology.ZONE), Spread.soft(Topology.HOST));
  }

  /**
   * The default of the backends: members are spread over zones as far as the cluster allows, and
   * evenly over the hosts that can take them, since two members of a quorum of three on one host
   * would be lost together.
   */
  public static Placement quorum() {
    return spread(Spread.soft(Topology.ZONE), Spread.hard(Topology.HOST));
  }

  /** These rules of spreading, and no other. */
  public static Placement spread(Spread... spreads) {
    return new Placement(List.of(spreads), List.of(), Map.of(), List.of(), List.of(), null);
  }

  /** Pods of the same workload keep away from each other. */
  public static Placement apart(AntiAffinity... antiAffinities) {
    return new Placement(null, List.of(antiAffinities), Map.of(), List.of(), List.of(), null);
  }

  /** Only nodes with this label. */
  public static Placement onNodes(String key, String value) {
    return new Placement(null, List.of(), Map.of(key, value), List.of(), List.of(), null);
  }

  /** Only nodes, or rather nodes, that these rules describe. */
  public static Placement nodes(NodeRule... rules) {
    return new Placement(null, List.of(), Map.of(), List.of(rules), List.of(), null);
  }

  /** Also nodes with these taints. */
  public static Placement tolerate(Toleration... tolerations) {
    return new Placement(null, List.of(), Map.of(), List.of(), List.of(tolerations), null);
  }

  /**
   * Only the nodes of a pool set aside: they carry the label {@code dedicated=<pool>} and a taint
   * of the same key and value.
   */
  public static Placement dedicatedPool(String pool) {
    return onNodes("dedicated", pool).and(tolerate(Toleration.of("dedicated", pool)));
  }

  /** The escape: Kubernetes' own affinity, written as it is. */
  public static Placement affinity(Affinity affinity) {
    return new Placement(null, List.of(), Map.of(), List.of(), List.of(), affinity);
  }

  /**
   * Both placements at once. Rules of spreading, selectors and tolerations of both hold.
   *
   * @throws IllegalArgumentException if both select another value of the same node label, or both
   *     have a raw affinity
   */
  public Placement and(Placement other) {
    return combine(
        spreads == null
            ? other.spreads
            : other.spreads == null ? spreads : joined(spreads, other.spreads),
        other,
        true);
  }

  /**
   * This placement where it says something, and {@code above} where it does not: spreading and raw
   * affinity are replaced as a whole, selectors by key, the rest is added to that of {@code above}.
   */
  public Placement over(Placement above) {
    return above.combine(spreads == null ? above.spreads : spreads, this, false);
  }

  /**
   * Whether a pod rather waits than share a domain with another one of its workload: a new one then
   * cannot start before an old one has made room.
   */
  public boolean keepsStrictlyApart() {
    PodAntiAffinity raw = affinity == null ? null : affinity.getPodAntiAffinity();
    List<PodAffinityTerm> terms =
        raw == null ? null : raw.getRequiredDuringSchedulingIgnoredDuringExecution();
    return (terms != null && !terms.isEmpty())
        || antiAffinities.stream().anyMatch(rule -> rule.weight() == null);
  }

  private Placement combine(
      @Nullable List<Spread> combinedSpreads, Placement other, boolean strict) {
    Map<String, String> selector = new LinkedHashMap<>(nodeSelector);
    other.nodeSelector.forEach(
        (key, value) -> {
          String before = selector.put(key, value);
          if (strict && before != null && !before.equals(value)) {
            throw new Problem(
                    "Placement.nodeSelector[" + key + "]",
                    value,
                    "contradicts " + before + ", which the other placement asks for",
                    "ask for one value, or use Placement.nodes(NodeRule.in(key, …)) for several")
                .exception();
          }
        });
    if (strict && affinity != null && other.affinity != null) {
      throw new Problem(
              "Placement.affinity",
              "(two)",
              "a pod has one affinity",
              "put all terms into one Affinity")
          .exception();
    }
    return new Placement(
        combinedSpreads,
        joined(antiAffinities, other.antiAffinities),
        selector,
        joined(nodeRules, other.nodeRules),
        joined(tolerations, other.tolerations),
        other.affinity != null ? other.affinity : affinity);
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    List<T> all = new ArrayList<>(first);
    Stream<T> added = second.stream().filter(item -> !first.contains(item));
    added.map(Objects::requireNonNull).forEach(all::add);
    return all;
  }
}
