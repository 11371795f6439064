// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.cluster.PlacementCases.Cluster;
import io.github.cdk8s.stackstorm.cluster.PlacementCases.Policy;
import io.github.cdk8s.stackstorm.cluster.harness.SimulatedCluster;
import io.github.cdk8s.stackstorm.support.Snapshots;
import io.github.cdk8s.stackstorm.support.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every placement policy on many kinds of cluster; {@code docs/placement.md} is what came out. */
@Tag("cluster")
class PlacementTest {

  private static final Path DOCUMENT = Path.of("docs/placement.md");
  private static final Map<String, String> YAML = new HashMap<>();
  private static final Map<String, String> SECTIONS = new HashMap<>();

  private static SimulatedCluster running;
  private static Cluster current;

  static List<Cluster> clusters() {
    return PlacementCases.clusters();
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void allPodsArePlacedAsThePolicySaysOrRefusedForAReasonThatTheDocumentGives(Cluster cluster)
      throws IOException {
    List<PlacementOutcome> rows = new ArrayList<>();
    for (Policy policy : cluster.policies()) {
      rows.add(place(cluster, policy));
    }

    String section = PlacementDocument.section(cluster.name(), rows);
    SECTIONS.put(cluster.name(), section);
    rows.forEach(PlacementOutcome::assertKeepsItsPromises);
    if (!Snapshots.updating()) {
      assertThat(DOCUMENT)
          .as("docs/placement.md is out of date: see its first line")
          .content()
          .contains(section);
    }
  }

  @AfterAll
  static void write() throws IOException {
    stop();
    List<String> names = clusters().stream().map(Cluster::name).toList();
    if (Snapshots.updating() && SECTIONS.keySet().containsAll(names)) {
      Files.writeString(DOCUMENT, PlacementDocument.of(names.stream().map(SECTIONS::get).toList()));
    }
  }

  private static PlacementOutcome place(Cluster wanted, Policy policy) {
    String yaml = YAML.computeIfAbsent(policy.name(), name -> TestCluster.yaml(policy.change()));
    SimulatedCluster cluster = nodesOf(wanted);
    if (wanted.halfFull()) {
      cluster.fillHalf();
    }
    cluster.apply(yaml);
    Map<String, String> refused = cluster.workloads().awaitPlacedOrRefused();
    if (!wanted.later().isEmpty()) {
      cluster.add(wanted.later());
      refused = cluster.workloads().awaitPlacedOrRefused();
    }
    return PlacementOutcome.of(wanted, policy, cluster, refused);
  }

  /** The nodes of the policy before, if they are the same from beginning to end. */
  private static SimulatedCluster nodesOf(Cluster wanted) {
    if (running != null && wanted.equals(current) && wanted.later().isEmpty()) {
      running.startOver();
    } else {
      stop();
      running = SimulatedCluster.of("place", wanted.nodes());
      current = wanted;
    }
    return running;
  }

  private static void stop() {
    if (running != null) {
      running.close();
    }
  }
}
