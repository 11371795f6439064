// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.github.cdk8s.stackstorm.cluster.harness.Availability;
import io.github.cdk8s.stackstorm.cluster.harness.SimulatedCluster;
import io.github.cdk8s.stackstorm.cluster.harness.Workloads;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What several proofs expect of a cluster. */
final class Expectations {

  private Expectations() {}

  /** Every service with more than one replica had a ready pod, every backend a majority. */
  static void assertAllServe(Availability record, Workloads workloads, String when) {
    Map<String, Integer> required = new TreeMap<>();
    workloads.wanted().forEach((name, wanted) -> required.put(name, wanted > 1 ? 1 : 0));
    for (StatefulSet backend : workloads.statefulSets()) {
      int members = backend.getSpec().getReplicas();
      required.put(backend.getMetadata().getName(), members > 1 ? members / 2 + 1 : 0);
    }
    assertAtLeast(record, required, when);
  }

  /** No workload with more than one pod ever lacked more than one. */
  static void assertAtMostOneMissing(Availability record, Workloads workloads, String when) {
    Map<String, Integer> required = new TreeMap<>();
    workloads.wanted().forEach((name, wanted) -> required.put(name, wanted - 1));
    assertAtLeast(record, required, when);
  }

  static void assertAtLeast(Availability record, Map<String, Integer> required, String when) {
    Map<String, Integer> fewest = record.fewestReady();
    assertThat(fewest.keySet()).as("recorded workloads").containsAll(required.keySet());
    assertThat(required)
        .as("fewest ready pods at any moment (%s): %s", when, fewest)
        .allSatisfy(
            (name, number) -> assertThat(fewest.get(name)).as(name).isGreaterThanOrEqualTo(number));
  }

  /** Nodes by the number of their pods, the fullest first. */
  static List<String> fullestNodes(SimulatedCluster cluster) {
    Map<String, Long> pods =
        cluster.workloads().pods().stream()
            .map(Pod::getSpec)
            .filter(spec -> spec.getNodeName() != null)
            .collect(Collectors.groupingBy(spec -> spec.getNodeName(), Collectors.counting()));
    return cluster.nodes().stream()
        .sorted(Comparator.comparing(node -> -pods.getOrDefault(node, 0L)))
        .toList();
  }
}
