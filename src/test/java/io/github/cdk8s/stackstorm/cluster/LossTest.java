// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.github.cdk8s.stackstorm.cluster.harness.Availability;
import io.github.cdk8s.stackstorm.cluster.harness.SimulatedCluster;
import io.github.cdk8s.stackstorm.cluster.harness.Wait;
import io.github.cdk8s.stackstorm.cluster.harness.Workloads;
import io.github.cdk8s.stackstorm.support.TestCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The default cluster on three zones of three nodes, when nodes or zones are lost. */
@Tag("cluster")
class LossTest {

  private static final String[] ZONES = {"a", "b", "c"};
  private static SimulatedCluster cluster;

  @BeforeAll
  static void start() {
    cluster = SimulatedCluster.of("loss", SimulatedCluster.each(3, ZONES));
    cluster.apply(TestCluster.yaml(props -> props));
    cluster.workloads().awaitAllReady();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void theLossOfAnyNodeLeavesEveryServiceAndEveryQuorumServing() {
    for (String node : cluster.nodes()) {
      lose(List.of(node));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "b", "c"})
  void theLossOfAnyZoneLeavesEveryServiceAndEveryQuorumServing(String zone) {
    lose(cluster.nodesIn(zone));
  }

  private static void lose(List<String> lost) {
    try (Availability record = Availability.recording(cluster)) {
      record.lost(lost);
      cluster.lose(lost);

      Map<String, String> refused = cluster.workloads().awaitPlacedOrRefused();
      assertThat(refused.keySet())
          .as("pods that do not come back elsewhere: members whose volume is in the lost zone")
          .allSatisfy(pod -> assertThat(volumeIsIn(pod, lost)).as(pod).isTrue());
      Expectations.assertAllServe(record, cluster.workloads(), String.join(", ", lost));

      cluster.restore(lost);
      record.restored(lost);
      cluster.workloads().awaitAllReady();
      Expectations.assertAllServe(record, cluster.workloads(), String.join(", ", lost) + " back");
    }
  }

  private static boolean volumeIsIn(String pod, List<String> lost) {
    String claim = "data-" + pod;
    String volume =
        cluster
            .client()
            .persistentVolumeClaims()
            .inNamespace(cluster.namespace())
            .withName(claim)
            .get()
            .getSpec()
            .getVolumeName();
    return cluster
        .client()
        .persistentVolumes()
        .withName(volume)
        .get()
        .getSpec()
        .getNodeAffinity()
        .getRequired()
        .getNodeSelectorTerms()
        .get(0)
        .getMatchExpressions()
        .get(0)
        .getValues()
        .contains(cluster.zoneOf(lost.get(0)));
  }

  /**
   * The long way: nobody deletes anything. The lease runs out, the node controller marks the pods
   * not ready, and after the minute that they tolerate it replaces them; members of a backend wait
   * until somebody has said that their node is gone.
   */
  @Test
  void aNodeThatFallsSilentIsReplacedAfterTheMinuteThatPodsTolerateIt() {
    String silent = fullest();
    List<String> nodes = List.of(silent);
    try (Availability record = Availability.recording(cluster)) {
      long start = System.nanoTime();
      record.lost(nodes);
      cluster.silence(silent);

      Wait.until(
          Duration.ofMinutes(6),
          "all services have their pods elsewhere",
          () -> String.join(", ", servicesWithPodsMissingBeside(silent)));
      Duration replaced = Duration.ofNanos(System.nanoTime() - start);
      Expectations.assertAllServe(record, cluster.workloads(), silent + " silent");
      Figures.put(
          "loss", "seconds until a silent node's services are replaced", replaced.toSeconds());

      cluster.lose(nodes);
      cluster.workloads().awaitAllReady();
      cluster.restore(nodes);
      record.restored(nodes);
      Expectations.assertAllServe(record, cluster.workloads(), silent + " gone");
    }
  }

  private static List<String> servicesWithPodsMissingBeside(String silent) {
    List<String> missing = new ArrayList<>();
    Map<String, List<Pod>> placed = cluster.workloads().placed();
    cluster
        .workloads()
        .deployments()
        .forEach(
            deployment -> {
              String name = deployment.getMetadata().getName();
              long ready =
                  placed.getOrDefault(name, List.of()).stream()
                      .filter(pod -> !silent.equals(pod.getSpec().getNodeName()))
                      .filter(Workloads::isReady)
                      .count();
              if (ready < deployment.getSpec().getReplicas()) {
                missing.add(name);
              }
            });
    return missing;
  }

  private static String fullest() {
    return Expectations.fullestNodes(cluster).get(0);
  }
}
