// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.cluster.harness.Availability;
import io.github.cdk8s.stackstorm.cluster.harness.Drain;
import io.github.cdk8s.stackstorm.cluster.harness.SimulatedCluster;
import io.github.cdk8s.stackstorm.support.TestCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The default cluster on three zones of three nodes, while nodes are drained. */
@Tag("cluster")
class DrainTest {

  private static SimulatedCluster cluster;

  @BeforeAll
  static void start() {
    cluster = SimulatedCluster.of("drain", SimulatedCluster.each(3, "a", "b", "c"));
    cluster.apply(TestCluster.yaml(props -> props));
    cluster.workloads().awaitAllReady();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void everyNodeIsDrainedWithinBudgets() {
    for (String node : cluster.nodes()) {
      drain(List.of(node), "one node");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "b", "c"})
  void aWholeZoneIsDrainedAtOnceWithinBudgets(String zone) {
    drain(cluster.nodesIn(zone), "a zone at once");
  }

  @Test
  void theFiveFullestNodesAreDrainedAtOnceWithinBudgets() {
    drain(Expectations.fullestNodes(cluster).subList(0, 5), "five fullest nodes at once");
  }

  /**
   * Empties nodes: every eviction has to pass a budget, and one that never does lets the drain run
   * into its deadline.
   */
  private static void drain(List<String> nodes, String what) {
    try (Availability record = Availability.recording(cluster)) {
      Drain.Report report = Drain.nodes(cluster, nodes);
      cluster.cordon(nodes, false);
      cluster.workloads().awaitAllReady();

      Expectations.assertAtMostOneMissing(record, cluster.workloads(), what);
      Figures.put(
          "drain",
          what,
          Map.of(
              "seconds", report.time().toMillis() / 1000.0,
              "evictions put off by a budget", report.refusals(),
              "longest overlap of a singleton's pods in seconds", overlap(record)));
    }
  }

  /**
   * An evicted pod is replaced at once while it ends, so for that long a singleton is there twice.
   * Simulated pods take half a second to end; real ones at most their grace.
   */
  private static double overlap(Availability record) {
    Map<String, Integer> wanted = cluster.workloads().wanted();
    Duration longest =
        record.longestOverlap().entrySet().stream()
            .filter(it -> wanted.getOrDefault(it.getKey(), 0) == 1)
            .map(Map.Entry::getValue)
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    assertThat(longest).as("overlap of a singleton's pods").isLessThan(Duration.ofSeconds(30));
    return longest.toMillis() / 1000.0;
  }
}
