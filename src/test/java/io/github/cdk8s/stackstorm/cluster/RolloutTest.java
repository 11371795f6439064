// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.github.cdk8s.stackstorm.StackStormClusterPropsBuilder;
import io.github.cdk8s.stackstorm.cluster.harness.Availability;
import io.github.cdk8s.stackstorm.cluster.harness.NodeShape;
import io.github.cdk8s.stackstorm.cluster.harness.SimulatedCluster;
import io.github.cdk8s.stackstorm.cluster.harness.Wait;
import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.placement.AntiAffinity;
import io.github.cdk8s.stackstorm.placement.Placement;
import io.github.cdk8s.stackstorm.placement.Topology;
import io.github.cdk8s.stackstorm.st2.St2Services;
import io.github.cdk8s.stackstorm.st2.St2Version;
import io.github.cdk8s.stackstorm.support.TestCluster;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** New images and new settings on a running cluster. */
@Tag("cluster")
class RolloutTest {

  static Stream<Arguments> clusters() {
    return Stream.of(
        Arguments.of("three zones of three nodes", SimulatedCluster.each(3, "a", "b", "c")),
        Arguments.of(
            "as many nodes as members of a backend",
            SimulatedCluster.each(1, "a", "b", "c").stream()
                .map(node -> node.sized(8, 32))
                .toList()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("clusters")
  void newImagesAndSettingsRollOutWhileTheWantedNumberServes(String name, List<NodeShape> nodes) {
    try (SimulatedCluster cluster = SimulatedCluster.of("rollout", nodes)) {
      cluster.apply(TestCluster.yaml(props -> props.version(St2Version.V3_8)));
      cluster.workloads().awaitAllReady();

      rollOut(cluster, name + ", image", props -> props.version(St2Version.V3_9));
      rollOut(
          cluster,
          name + ", settings",
          props ->
              props.defaults(WorkloadSettings.builder().env(Map.of("SETTING", "new")).build()));
    }
  }

  /** Required anti-affinity leaves no room for a surge, so such a service makes room first. */
  @Test
  void aServiceWithOneNodeForEachReplicaAndRequiredAntiAffinityRollsOutOneByOne() {
    UnaryOperator<StackStormClusterPropsBuilder> apart =
        props ->
            props.services(
                Map.of(
                    St2Services.ST2API,
                    WorkloadSettings.builder()
                        .replicas(3)
                        .placement(Placement.apart(AntiAffinity.required(Topology.HOST)))
                        .build()));
    List<NodeShape> nodes =
        SimulatedCluster.each(1, "a", "b", "c").stream().map(node -> node.sized(8, 32)).toList();
    try (SimulatedCluster cluster = SimulatedCluster.of("apart", nodes)) {
      cluster.apply(TestCluster.yaml(props -> apart.apply(props.version(St2Version.V3_8))));
      cluster.workloads().awaitAllReady();
      try (Availability record = Availability.recording(cluster)) {
        cluster.apply(TestCluster.yaml(apart));
        cluster.workloads().awaitAllReady();
        Expectations.assertAtMostOneMissing(record, cluster.workloads(), "one by one");
      }
    }
  }

  @Test
  void anImageThatCannotBePulledStopsTheRolloutAndUndoEndsIt() {
    UnaryOperator<StackStormClusterPropsBuilder> bad =
        props ->
            props.services(
                Map.of(
                    St2Services.ST2API,
                    WorkloadSettings.builder()
                        .image(Image.of("stackstorm/st2api-unpullable:3.9.0"))
                        .build(),
                    St2Services.ST2ACTIONRUNNER,
                    WorkloadSettings.builder()
                        .image(Image.of("stackstorm/st2actionrunner-unpullable:3.9.0"))
                        .build()));
    try (SimulatedCluster cluster =
        SimulatedCluster.of("undo", SimulatedCluster.each(3, "a", "b", "c"))) {
      cluster.apply(TestCluster.yaml(props -> props));
      cluster.workloads().awaitAllReady();
      try (Availability record = Availability.recording(cluster)) {
        cluster.apply(TestCluster.yaml(bad));
        Wait.until(
            Wait.LONG,
            "a new pod of each cannot pull its image",
            () -> stuck(cluster).size() == 2 ? "" : stuck(cluster).toString());
        Expectations.assertAtLeast(
            record, cluster.workloads().wanted(), "old pods go on serving beside the bad image");

        undo(cluster, "st2-st2api");
        undo(cluster, "st2-st2actionrunner");
        cluster.workloads().awaitAllReady();
        assertThat(stuck(cluster)).isEmpty();
        Expectations.assertAtLeast(record, cluster.workloads().wanted(), "undone");
      }
    }
  }

  private static void undo(SimulatedCluster cluster, String deployment) {
    var undone =
        cluster
            .plane()
            .kubectl(
                "--namespace=" + cluster.namespace(),
                "rollout",
                "undo",
                "deployment/" + deployment);
    assertThat(undone.status()).as(undone.errors()).isZero();
  }

  /** Containers that wait for an image, by pod; pods that are about to end wait no more. */
  private static Map<String, String> stuck(SimulatedCluster cluster) {
    Map<String, String> stuck = new TreeMap<>();
    for (Pod pod : cluster.workloads().pods()) {
      if (pod.getMetadata().getDeletionTimestamp() != null) {
        continue;
      }
      pod.getStatus().getContainerStatuses().stream()
          .filter(status -> status.getState().getWaiting() != null)
          .forEach(
              status ->
                  stuck.put(
                      pod.getMetadata().getName(), status.getState().getWaiting().getReason()));
    }
    return stuck;
  }

  /** Services keep their number, backends lack at most one member, singletons are never two. */
  private static void rollOut(
      SimulatedCluster cluster, String what, UnaryOperator<StackStormClusterPropsBuilder> change) {
    try (Availability record = Availability.recording(cluster)) {
      long start = System.nanoTime();
      cluster.apply(TestCluster.yaml(change));
      cluster.workloads().awaitAllReady();

      Map<String, Integer> required = new TreeMap<>();
      Map<String, Integer> singletons = new TreeMap<>();
      cluster
          .workloads()
          .deployments()
          .forEach(
              deployment -> {
                String name = deployment.getMetadata().getName();
                boolean recreated = "Recreate".equals(deployment.getSpec().getStrategy().getType());
                required.put(name, recreated ? 0 : deployment.getSpec().getReplicas());
                if (recreated) {
                  singletons.put(name, record.mostAlive().get(name));
                }
              });
      cluster
          .workloads()
          .statefulSets()
          .forEach(
              backend ->
                  required.put(
                      backend.getMetadata().getName(), backend.getSpec().getReplicas() - 1));
      Expectations.assertAtLeast(record, required, what);
      assertThat(singletons).as("most pods of a singleton at any moment").isNotEmpty();
      assertThat(singletons.values()).as("%s", singletons).containsOnly(1);
      Figures.put("rollout", what, Map.of("seconds", (System.nanoTime() - start) / 1_000_000_000));
    }
  }
}
