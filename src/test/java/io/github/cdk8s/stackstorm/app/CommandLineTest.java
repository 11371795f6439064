// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.cdk8s.stackstorm.StackStormCluster;
import io.github.cdk8s.stackstorm.StackStormClusterProps;
import io.github.cdk8s.stackstorm.mongo.MongoReplicaSetProps;
import io.github.cdk8s.stackstorm.st2.St2Services;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real {@code cdk8s synth}, run on apps with the settings of this repository's cdk8s.yaml. */
class CommandLineTest {

  private static final Path CDK8S = Path.of("node_modules/.bin/cdk8s").toAbsolutePath();

  @TempDir private Path project;

  @BeforeEach
  void theCommandLineIsInstalled() {
    assumeTrue(Files.exists(CDK8S) || System.getenv("CI") != null, "make test installs it");
  }

  @Test
  void aGoodAppFillsDist() throws Exception {
    Result result = synth(GoodApp.class);
    assertThat(result.status()).as(result.output()).isZero();
    assertThat(project.resolve("dist/st2.k8s.yaml")).content().contains("name: st2-st2api");
    assertThat(result.output())
        .isEqualTo("Synthesizing application\n  - target/synth/st2.k8s.yaml\n");
  }

  @Test
  void aBrokenAppPrintsItsProblemsAndLeavesDistAsItWas() throws Exception {
    Path dist = Files.createDirectories(project.resolve("dist"));
    Files.writeString(dist.resolve("st2.k8s.yaml"), "the last good state\n");
    Result result = synth(BrokenApp.class);
    assertThat(result.status()).isNotZero();
    assertThat(dist.resolve("st2.k8s.yaml")).hasContent("the last good state\n");
    List<String> lines = result.output().lines().toList();
    assertThat(lines.get(0)).isEqualTo("Synthesizing application");
    assertThat(lines.subList(1, 3))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).startsWith("[st2/mongodb] members = 2: "),
            line -> assertThat(line).startsWith("[st2/st2timersengine] replicas = 2: "));
    // the command line's own last word
    assertThat(lines.subList(3, lines.size()))
        .singleElement()
        .asString()
        .startsWith("ERROR: synthesis failed");
  }

  private record Result(int status, String output) {}

  private Result synth(Class<?> app) throws Exception {
    String repository = Files.readString(Path.of("cdk8s.yaml"));
    String java =
        "java -cp '" + System.getProperty("java.class.path") + "' '" + app.getName() + "'";
    assertThat(repository).contains("java @target/app.args");
    Files.writeString(
        project.resolve("cdk8s.yaml"), repository.replace("java @target/app.args", java));
    Process process =
        new ProcessBuilder(CDK8S.toString(), "synth")
            .directory(project.toFile())
            .redirectErrorStream(true)
            .start();
    try (InputStream stream = process.getInputStream()) {
      String output = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    }
  }

  /** A cluster without a mistake. */
  static final class GoodApp {
    private GoodApp() {}

    public static void main(String[] arguments) {
      Synth.main(Path.of("dist"), app -> new StackStormCluster(app, "st2"));
    }
  }

  /** A cluster with two mistakes in two constructs. */
  static final class BrokenApp {
    private BrokenApp() {}

    public static void main(String[] arguments) {
      StackStormClusterProps props =
          StackStormClusterProps.builder()
              .database(MongoReplicaSetProps.builder().members(2).build())
              .services(
                  Map.of(
                      St2Services.ST2TIMERSENGINE, WorkloadSettings.builder().replicas(2).build()))
              .build();
      Synth.main(Path.of("dist"), app -> new StackStormCluster(app, "st2", props));
    }
  }
}
