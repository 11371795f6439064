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
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same scenarios on this library's manifests and on those of the Helm chart it replaces. */
@Tag("cluster-bench")
class ComparisonBenchTest {

  private static final Path DOCUMENT = Path.of("docs/comparison.md");

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
      String before = Files.readString(DOCUMENT);
      Files.writeString(
          DOCUMENT,
          before.replaceFirst(
              "(?s)(\\|---\\|---\\|---\\|\n).*?\n\n",
              "$1" + java.util.regex.Matcher.quoteReplacement(rows) + "\n\n"));
    }
  }

  /** The pod that the chart has for `helm test` is no part of the cluster. */
  private static String onlyCluster(String yaml) {
    return Applier.documents(yaml).stream()
        .filter(document -> !Manifests.of(document).objects().isEmpty())
        .filter(document -> !Manifests.of(document).objects().get(0).text("kind").equals("Pod"))
        .collect(Collectors.joining("\n---\n"));
  }
}
