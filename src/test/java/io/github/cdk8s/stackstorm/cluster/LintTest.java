// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.cluster.Lint.Finding;
import io.github.cdk8s.stackstorm.support.Manifests;
import io.github.cdk8s.stackstorm.support.Manifests.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What linters find in the default cluster is in a document, each with its reason. */
@Tag("cluster")
class LintTest {

  private static final Path MANIFESTS = Path.of("dist/stackstorm.k8s.yaml");
  private static final Path DOCUMENT = Path.of("docs/lint.md");

  @Test
  void everyCriticalFindingOfKubeScoreIsInTheDocumentWithAReason() throws IOException {
    assertDocumented("kube-score", Lint.kubeScore(MANIFESTS));
  }

  @Test
  void everyFailedCheckOfCheckovIsInTheDocumentWithAReason() throws IOException {
    assertDocumented("checkov", Lint.checkov(MANIFESTS));
  }

  private static void assertDocumented(String tool, List<Finding> findings) throws IOException {
    Set<String> found =
        findings.stream()
            .map(finding -> finding.check() + ": " + finding.object())
            .collect(Collectors.toCollection(TreeSet::new));
    Figures.put("lint", tool, findings.size());
    assertThat(found).as("findings of %s in %s", tool, MANIFESTS).isEqualTo(documented(tool));
  }

  /** Rows of {@code | tool | check | objects | reason |}. */
  private static Set<String> documented(String tool) throws IOException {
    Pattern row = Pattern.compile("\\| " + tool + " \\| `(\\S+)`.*? \\| (.+) \\| (.+) \\|");
    Set<String> documented = new TreeSet<>();
    for (String line : Files.readAllLines(DOCUMENT)) {
      Matcher matcher = row.matcher(line);
      if (matcher.matches()) {
        assertThat(matcher.group(3)).as("reason of " + matcher.group(1)).isNotBlank();
        objects(matcher.group(2))
            .forEach(object -> documented.add(matcher.group(1) + ": " + object));
      }
    }
    return documented;
  }

  /** What a cell names: objects in backquotes, or all of a kind. */
  private static Stream<String> objects(String cell) throws IOException {
    Stream<Node> workloads = Manifests.of(Files.readString(MANIFESTS)).workloads().stream();
    return switch (cell) {
      case "every workload" -> workloads.map(it -> it.text("kind") + " " + it.name());
      case "every Deployment" ->
          workloads
              .filter(it -> it.text("kind").equals("Deployment"))
              .map(it -> "Deployment " + it.name());
      case "every pod" -> workloads.map(it -> "Pod " + it.name());
      default -> Stream.of(cell.split(", ", -1)).map(object -> object.replace("`", ""));
    };
  }
}
