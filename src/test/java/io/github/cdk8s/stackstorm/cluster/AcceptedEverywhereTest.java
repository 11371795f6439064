// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.cluster.harness.Applier;
import io.github.cdk8s.stackstorm.cluster.harness.Applier.Applied;
import io.github.cdk8s.stackstorm.cluster.harness.Commands;
import io.github.cdk8s.stackstorm.cluster.harness.ControlPlane;
import io.github.cdk8s.stackstorm.cluster.harness.ControlPlanes;
import io.github.cdk8s.stackstorm.support.CustomResources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every manifest of the tree, on the API server of the oldest, the typed and the newest Kubernetes:
 * strict field validation, no warning, and nothing left to do for whoever applies it again. Custom
 * resources have a test of their own.
 */
@Tag("cluster")
class AcceptedEverywhereTest {

  @ParameterizedTest
  @ValueSource(strings = {"kube-oldest", "kube-typed", "kube-newest"})
  void everyManifestOfTheTreeIsAcceptedAndStaysAsItWasApplied(String set) throws IOException {
    ControlPlane plane = ControlPlanes.apiServer(set);
    Applier applier = new Applier(plane.api());
    Path folder = Files.createDirectories(plane.folder().resolve("manifests"));
    List<String> refusals = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    List<String> changes = new ArrayList<>();
    int objects = 0;

    for (Map.Entry<Path, String> manifest : inNamespacesOfTheirOwn(applier).entrySet()) {
      String yaml = manifest.getValue();
      Path file = manifest.getKey();
      Applied first = applier.apply(yaml);
      Applied second = applier.apply(yaml);
      Applied third = applier.apply(yaml);
      first.refusals().forEach(refusal -> refusals.add(file + ": " + refusal));
      first.warnings().forEach(warning -> warnings.add(file + ": " + warning));
      if (!withoutClaims(first).equals(withoutClaims(second))
          || !second.versions().equals(third.versions())) {
        changes.add(file + ": " + first + "\n  and again: " + second + "\n  and again: " + third);
      }
      Files.writeString(folder.resolve(file.toString().replace('/', '_')), yaml);
      objects += first.versions().size();
    }

    assertThat(refusals).as("refused by %s", set).isEmpty();
    assertThat(warnings).as("warnings of %s", set).isEmpty();
    assertThat(changes).as("applied twice on %s", set).isEmpty();
    assertThat(objects).as("objects").isGreaterThan(300);
    Commands.Result diff =
        plane.kubectl(
            "diff",
            "--server-side",
            "--field-manager=test",
            "--force-conflicts",
            "-f",
            folder.toString());
    assertThat(diff.output() + diff.errors()).as("kubectl diff on %s", set).isEmpty();
    assertThat(diff.status()).isZero();
    Figures.put("accepted", set, Map.of("version", plane.version(), "objects", objects));
  }

  /**
   * A claim gets its finalizer from the API server when it is made; the first time that it is
   * applied again, the server writes the very same content anew, and from then on no more.
   */
  private static Map<String, String> withoutClaims(Applied applied) {
    Map<String, String> versions = new LinkedHashMap<>(applied.versions());
    versions.keySet().removeIf(who -> who.startsWith("PersistentVolumeClaim "));
    return versions;
  }

  /** Names are the same in many files. */
  private static Map<Path, String> inNamespacesOfTheirOwn(Applier applier) throws IOException {
    Map<Path, String> manifests = new LinkedHashMap<>();
    for (Path file : TreeOfManifests.files()) {
      String namespace = "manifest-" + (manifests.size() + 1);
      applier
          .apply("apiVersion: v1\nkind: Namespace\nmetadata:\n  name: " + namespace + "\n")
          .orFail();
      manifests.put(
          file, Applier.inNamespace(CustomResources.without(Files.readString(file)), namespace));
    }
    return manifests;
  }
}
