// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.github.cdk8s.stackstorm.cluster.PlacementCases.Cluster;
import io.github.cdk8s.stackstorm.cluster.PlacementCases.Policy;
import io.github.cdk8s.stackstorm.cluster.harness.SimulatedCluster;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Where the pods of a cluster went under a policy.
 *
 * @param wanted pods by workload
 * @param nodes node of each placed pod, by workload
 * @param zones zone of each placed pod, by workload
 * @param refused the scheduler's reasons, by pod
 * @param backends workloads that are quorums
 */
record PlacementOutcome(
    Cluster cluster,
    Policy policy,
    Map<String, Integer> wanted,
    Map<String, List<String>> nodes,
    Map<String, List<String>> zones,
    Map<String, String> refused,
    Set<String> backends) {

  static PlacementOutcome of(
      Cluster cluster, Policy policy, SimulatedCluster running, Map<String, String> refused) {
    Map<String, List<String>> nodes = new TreeMap<>();
    Map<String, List<String>> zones = new TreeMap<>();
    for (Map.Entry<String, List<Pod>> placed : running.workloads().placed().entrySet()) {
      List<String> hosts =
          placed.getValue().stream().map(pod -> pod.getSpec().getNodeName()).toList();
      nodes.put(placed.getKey(), hosts);
      zones.put(placed.getKey(), hosts.stream().map(running::zoneOf).toList());
    }
    return new PlacementOutcome(
        cluster,
        policy,
        running.workloads().wanted(),
        nodes,
        zones,
        Map.copyOf(refused),
        running.workloads().statefulSets().stream()
            .map(backend -> backend.getMetadata().getName())
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  int placed() {
    return nodes.values().stream().mapToInt(List::size).sum();
  }

  int all() {
    return wanted.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Workloads of which two pods share a node, though there are as many nodes as pods. */
  Set<String> sharingThoughNodesSuffice() {
    Set<String> usable = new TreeSet<>();
    nodes.values().forEach(usable::addAll);
    Set<String> sharing = sharing();
    sharing.removeIf(name -> wanted.get(name) > usable.size());
    return sharing;
  }

  /** Workloads whose pods are not evenly spread over the zones that have any pod. */
  Set<String> uneven() {
    return skews().entrySet().stream()
        .filter(entry -> entry.getValue() > 1)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Over how many zones members of each backend are spread, {@code 3} where all are the same. */
  String quorumZones() {
    return backends.stream()
        .map(name -> new TreeSet<>(zones.getOrDefault(name, List.of())).size())
        .distinct()
        .sorted()
        .map(String::valueOf)
        .collect(Collectors.joining(" or "));
  }

  /** Workloads of which two pods share a node. */
  Set<String> sharing() {
    return nodes.entrySet().stream()
        .filter(entry -> new TreeSet<>(entry.getValue()).size() < entry.getValue().size())
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Pods in the fullest zone less those in the emptiest, of the workload where that is most. */
  Map<String, Integer> skews() {
    Set<String> all = new TreeSet<>();
    zones.values().forEach(all::addAll);
    Map<String, Integer> skews = new TreeMap<>();
    zones.forEach(
        (name, placed) -> {
          List<Long> counts =
              all.stream()
                  .map(zone -> placed.stream().filter(zone::equals).count())
                  .sorted()
                  .toList();
          skews.put(name, (int) (counts.get(counts.size() - 1) - counts.get(0)));
        });
    return skews;
  }

  /** The reasons, without numbers and names, which differ from run to run. */
  Set<String> reasons() {
    Set<String> reasons = new TreeSet<>();
    for (String message : refused.values()) {
      // The second sentence says whether evicting others would help.
      String first =
          message.replaceFirst("^\\S+ nodes are available: ", "").replaceFirst("\\. .*$", "");
      for (String reason : first.split(", ", -1)) {
        reasons.add(
            reason
                .replaceFirst("^\\d+ ", "")
                .replaceFirst("node\\(s\\) ", "")
                .replaceFirst("\\.$", "")
                .replaceFirst(
                    "untolerated taint\\(?s?\\)? ?\\{([^:}]*).*", "untolerated taint `$1`"));
      }
    }
    return reasons;
  }

  /** Pods that were refused, by workload. */
  Map<String, Integer> refusedByWorkload() {
    Map<String, Integer> missing = new TreeMap<>();
    wanted.forEach(
        (name, number) -> {
          int lacking = number - nodes.getOrDefault(name, List.of()).size();
          if (lacking > 0) {
            missing.put(name, lacking);
          }
        });
    return missing;
  }

  void assertKeepsItsPromises() {
    String where = policy.name() + " on " + cluster.name();
    assertThat(placed() + refused.size()).as("placed or refused: " + where).isEqualTo(all());
    if (policy.spreads()) {
      assertThat(sharingThoughNodesSuffice()).as("replicas on one node: " + where).isEmpty();
    }
  }
}
