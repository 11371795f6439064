// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.cdk8s.stackstorm.cluster.harness.Applier;
import io.github.cdk8s.stackstorm.st2.St2Version;
import io.github.cdk8s.stackstorm.support.Manifests;
import io.github.cdk8s.stackstorm.support.Snapshots;
import io.github.cdk8s.stackstorm.support.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same scenarios on this library's manifests and on those of the Helm chart it replaces. */
@Tag("cluster-bench")
class ComparisonBenchTest {

  private static final Path DOCUMENT = Path.of("docs/comparison.md");

  private static final Set<String> KINDS =
      Set.of("Deployment", "StatefulSet", "Service", "ServiceAccount", "PodDisruptionBudget");

  private static final String HEAD =
      """
      <!-- Written by ComparisonBenchTest: make bench-cluster with -Dsnapshots.update=true. Do not edit. -->
      # Beside the Helm chart

      The same scenarios on this library's default cluster and on that of the chart stackstorm-ha with default values, one after the other
      on the same control plane, scheduler and simulated nodes: three zones of three nodes of 4 cores and 16 GiB, and zonal disks. Pods start
      in 200 ms and end in 500 ms in both, so the figures tell what budgets, spreading and strategies do, and nothing of the programs.

      Ready pods are counted from every event of a watch. *None ready* and *lost their majority* mean at any moment of the scenario; a pod
      that is about to end no longer counts.

      | | this library | the chart |
      |---|---|---|
      """;

  /** Lies beside the repository where it is at hand; the chart's manifests are not ours to keep. */
  private static final Path CHART =
      Path.of("../shared/data/stackstorm-ha/01-defaults/manifests.yaml");

  @Test
  void theSameScenariosOnBoth() throws IOException {
    assumeTrue(Files.exists(CHART), "the chart's manifests are not at " + CHART);
    String chart = onlyCluster(Files.readString(CHART));
    Scenarios ours =
        new Scenarios(
            TestCluster.yaml(props -> props.version(St2Version.V3_8)),
            TestCluster.yaml(props -> props));
    Scenarios theirs =
        new Scenarios(chart, chart.replaceAll("(image: \"?stackstorm/\\S+):3\\.8", "$1:3.8.1"));

    Map<String, String> our = ours.run();
    Map<String, String> their = theirs.run();

    assertThat(our.keySet()).isEqualTo(their.keySet());
    Map<String, Object> figures = new LinkedHashMap<>();
    our.forEach(
        (what, value) -> figures.put(what, Map.of("ours", value, "chart", their.get(what))));
    Figures.put("comparison", "default clusters on three zones of three nodes", figures);
    if (Snapshots.updating()) {
      String rows =
          our.entrySet().stream()
              .map(
                  row ->
                      "| "
                          + row.getKey()
                          + " | "
                          + row.getValue()
                          + " | "
                          + their.get(row.getKey())
                          + " |")
              .collect(Collectors.joining("\n"));
      Files.writeString(DOCUMENT, HEAD + rows + "\n");
    }
  }

  /** What runs and what protects it, in a namespace, which the chart leaves to the command line. */
  private static String onlyCluster(String yaml) {
    return Applier.documents(yaml).stream()
        .filter(document -> !Manifests.of(document).objects().isEmpty())
        .filter(document -> KINDS.contains(Manifests.of(document).objects().get(0).text("kind")))
        .map(
            document ->
                document.contains("\n  namespace: ")
                    ? document
                    : document.replaceFirst("(?m)^metadata:$", "metadata:\n  namespace: chart"))
        .collect(Collectors.joining("\n---\n"));
  }
}
