// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.github.cdk8s.stackstorm.cluster.harness.Applier;
import io.github.cdk8s.stackstorm.cluster.harness.SimulatedCluster;
import io.github.cdk8s.stackstorm.cluster.harness.Wait;
import io.github.cdk8s.stackstorm.cluster.harness.Workloads;
import io.github.cdk8s.stackstorm.st2.St2Services;
import io.github.cdk8s.stackstorm.support.TestCluster;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many clusters, and a large one. The figures are reported; only that it ends is asserted. */
@Tag("cluster-bench")
class ScaleBenchTest {

  private static final Duration LIMIT = Duration.ofMinutes(30);

  @Test
  void aHundredClustersArePlacedOnThreeHundredNodes() {
    try (SimulatedCluster cluster =
        SimulatedCluster.of("scale", SimulatedCluster.each(100, "a", "b", "c"))) {
      String yaml = TestCluster.yaml(props -> props);
      List<String> namespaces =
          IntStream.rangeClosed(1, 100)
              .mapToObj(i -> cluster.namespace() + "-tenant-" + i)
              .toList();
      long start = System.nanoTime();
      Applier applier = new Applier(cluster.plane().api());
      for (String namespace : namespaces) {
        cluster
            .client()
            .resource(
                new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
            .create();
        applier.apply(Applier.inNamespace(yaml, namespace)).orFail();
      }
      double applied = seconds(start);
      Wait.until(LIMIT, "all pods are ready", () -> unready(cluster, 100 * 34));
      report(cluster, "100 clusters on 300 nodes", applied, seconds(start));
      namespaces.forEach(namespace -> cluster.client().namespaces().withName(namespace).delete());
    }
  }

  @Test
  void aClusterWithThreeHundredActionRunnersIsPlaced() {
    try (SimulatedCluster cluster =
        SimulatedCluster.of("runners", SimulatedCluster.each(30, "a", "b", "c"))) {
      String yaml =
          TestCluster.yaml(
              props ->
                  props.services(
                      Map.of(
                          St2Services.ST2ACTIONRUNNER,
                          WorkloadSettings.builder().replicas(300).build())));
      long start = System.nanoTime();
      cluster.apply(yaml);
      double applied = seconds(start);
      Wait.until(LIMIT, "all pods are ready", () -> unready(cluster, 34 - 5 + 300));
      report(cluster, "300 action runners on 90 nodes", applied, seconds(start));
      assertThat(cluster.workloads().placed().get("st2-st2actionrunner")).hasSize(300);
    }
  }

  private static String unready(SimulatedCluster cluster, int wanted) {
    long ready =
        cluster.client().pods().inAnyNamespace().list().getItems().stream()
            .filter(Workloads::isReady)
            .count();
    return ready == wanted ? "" : ready + " of " + wanted;
  }

  private static void report(SimulatedCluster cluster, String what, double applied, double ready) {
    Figures.put(
        "scale",
        what,
        Map.of(
            "seconds until applied",
            applied,
            "seconds until all pods are ready",
            ready,
            "API server's memory in MiB",
            cluster.plane().component("kube-apiserver").memory() >> 20));
  }

  private static double seconds(long start) {
    return Math.round((System.nanoTime() - start) / 1e8) / 10.0;
  }
}
