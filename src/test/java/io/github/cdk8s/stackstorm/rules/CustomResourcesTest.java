// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.github.cdk8s.stackstorm.support.CustomResources;
import io.github.cdk8s.stackstorm.support.Manifests;
import io.github.cdk8s.stackstorm.support.Manifests.Node;
import io.github.cdk8s.stackstorm.support.Snapshots;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Custom resources are what their projects expect: no API server of the tests knows them, so the
 * schemas that npm packages carry judge. A field that a schema does not know passes them.
 */
class CustomResourcesTest {

  private static final Path SCHEMAS = Path.of("node_modules/@kubernetes-models");

  @TempDir private Path folder;

  @BeforeEach
  void theSchemasAreInstalled() {
    assumeTrue(Files.exists(SCHEMAS) || System.getenv("CI") != null, "make test installs them");
  }

  @Test
  void everyCustomResourceOfTheSnapshotsFitsItsSchema() throws Exception {
    List<Object> objects = new ArrayList<>();
    for (String name : Snapshots.names()) {
      Manifests.of(Files.readString(Snapshots.file(name))).objects().stream()
          .filter(CustomResources::isOne)
          .map(Node::value)
          .forEach(objects::add);
    }
    assertThat(objects).hasSizeGreaterThan(3);
    assertThat(judged(objects)).isEmpty();
  }

  @Test
  void whatDoesNotFitIsFound() throws Exception {
    Map<String, Object> broken =
        Map.of(
            "apiVersion",
            "cert-manager.io/v1",
            "kind",
            "Certificate",
            "metadata",
            Map.of("name", "broken"),
            "spec",
            Map.of("secretName", 1));
    assertThat(judged(List.of(broken))).contains("cert-manager.io/v1 Certificate broken: ");
  }

  private String judged(List<Object> objects) throws IOException, InterruptedException {
    Path file = folder.resolve("objects.json");
    Files.writeString(file, Serialization.asJson(objects));
    Process node =
        new ProcessBuilder("node", "src/test/node/validate.mjs", file.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(node.waitFor()).as(output).isZero();
    return output;
  }
}
