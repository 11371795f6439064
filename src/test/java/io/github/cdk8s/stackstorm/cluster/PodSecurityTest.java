// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.cluster.harness.SimulatedCluster;
import io.github.cdk8s.stackstorm.support.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The Pod Security Standards, as the API server judges by them. */
@Tag("cluster")
class PodSecurityTest {

  private static final Path DOCUMENT = Path.of("docs/pod-security.md");
  private static final Pattern WARNING =
      Pattern.compile(
          "(?:Deployment|StatefulSet) st2-(\\S+): would violate PodSecurity \"restricted:latest\": (.*)");
  private static final Pattern ROW = Pattern.compile("\\| `(\\S+)` \\| (.+?) \\| (.+?) \\|");

  @Test
  void baselineAdmitsEveryPodAndRestrictedWarnsOfExactlyThoseInTheDocument() throws IOException {
    Map<String, String> standards =
        Map.of(
            "pod-security.kubernetes.io/enforce", "baseline",
            "pod-security.kubernetes.io/warn", "restricted");
    try (SimulatedCluster cluster =
        SimulatedCluster.of("security", SimulatedCluster.each(3, "a", "b", "c"), standards)) {
      List<String> warnings = cluster.apply(TestCluster.yaml(props -> props)).warnings();

      cluster.workloads().awaitAllReady();
      assertThat(violations(warnings)).isEqualTo(documented());
    }
  }

  /** What is missing for "restricted", by workload. */
  private static Map<String, String> violations(List<String> warnings) {
    Map<String, String> violations = new TreeMap<>();
    for (String warning : warnings) {
      Matcher matcher = WARNING.matcher(warning);
      assertThat(matcher.matches()).as(warning).isTrue();
      violations.put(matcher.group(1), matcher.group(2));
    }
    return violations;
  }

  /** The rows of the document; each has a reason. */
  private static Map<String, String> documented() throws IOException {
    Map<String, String> rows = new TreeMap<>();
    for (String line : Files.readAllLines(DOCUMENT)) {
      Matcher matcher = ROW.matcher(line);
      if (matcher.matches()) {
        rows.put(matcher.group(1), matcher.group(2));
        assertThat(matcher.group(3)).as("reason for " + matcher.group(1)).isNotBlank();
      }
    }
    return rows;
  }
}
