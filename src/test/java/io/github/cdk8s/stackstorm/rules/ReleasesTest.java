// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.ClusterProfile;
import io.github.cdk8s.stackstorm.support.Manifests;
import io.github.cdk8s.stackstorm.support.Manifests.Node;
import io.github.cdk8s.stackstorm.support.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What cannot change in a running cluster is as every kept release had it: names, selectors, claim
 * templates, Job templates.
 */
class ReleasesTest {

  private static final Path RELEASES = Path.of("src/test/resources/releases");

  /** Fields that the API server refuses to change, by kind. */
  private static final List<String> STATEFUL_SET =
      List.of(
          "spec.selector",
          "spec.serviceName",
          "spec.podManagementPolicy",
          "spec.volumeClaimTemplates");

  static Stream<Path> states() throws IOException {
    try (Stream<Path> files = Files.walk(RELEASES)) {
      return files.filter(Files::isRegularFile).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("states")
  void nothingThatCannotChangeHasChangedSince(Path state) throws IOException {
    boolean development = state.endsWith("development.yaml");
    Manifests now =
        TestCluster.manifests(
            props ->
                props.profile(
                    development ? ClusterProfile.development() : ClusterProfile.production()));
    List<String> changed = new ArrayList<>();
    for (Node before : Manifests.of(Files.readString(state)).objects()) {
      String kind = before.text("kind");
      if (!now.has(kind, before.name())) {
        // A Job has a new name when its content changes; all else would be left behind.
        if (!kind.equals("Job")) {
          changed.add(kind + " " + before.name() + " is gone or has another name");
        }
        continue;
      }
      Node after = now.one(kind, before.name());
      for (String field : immutable(kind)) {
        if (!before.text(field).equals(after.text(field))) {
          changed.add(
              kind
                  + " "
                  + before.name()
                  + ": "
                  + field
                  + " was "
                  + before.text(field)
                  + " and is "
                  + after.text(field));
        }
      }
    }
    assertThat(changed)
        .as("changes since %s that running clusters cannot take over", state)
        .isEmpty();
  }

  private static List<String> immutable(String kind) {
    return switch (kind) {
      case "Deployment" -> List.of("spec.selector");
      case "StatefulSet" -> STATEFUL_SET;
      case "Job" -> List.of("spec.selector", "spec.template");
      case "Service" -> List.of("spec.clusterIP", "spec.selector");
      default -> List.of();
    };
  }
}
