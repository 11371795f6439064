// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cdk8s.stackstorm.StackStormCluster;
import io.github.cdk8s.stackstorm.StackStormClusterProps;
import io.github.cdk8s.stackstorm.st2.St2Version;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cdk8s.App;
import org.cdk8s.AppProps;
import org.cdk8s.Chart;
import org.cdk8s.YamlOutputType;
import org.cdk8s.plus34.k8s.KubeConfigMap;
import org.cdk8s.plus34.k8s.KubeConfigMapProps;
import org.cdk8s.plus34.k8s.ObjectMeta;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.constructs.Construct;

class SynthTest {
  @TempDir private Path folder;
  private Path dist;
  private final ByteArrayOutputStream problems = new ByteArrayOutputStream();

  @BeforeEach
  void chooseDist() {
    dist = folder.resolve("dist");
  }

  @Test
  void publishesEachChart() throws IOException {
    assertThat(
            run(
                app -> {
                  chart(app, "one", "first");
                  chart(app, "two", "second");
                }))
        .isZero();

    assertThat(namesIn(dist)).containsExactly("one.k8s.yaml", "two.k8s.yaml");
    assertThat(dist.resolve("one.k8s.yaml")).content().contains("name: one", "value: first");
    assertThat(problems.toString(UTF_8)).isEmpty();
  }

  @Test
  void replacesWhatChangedAndLeavesTheRestUntouched() throws IOException {
    run(
        app -> {
          chart(app, "same", "kept");
          chart(app, "changed", "old");
        });
    FileTime longAgo = FileTime.fromMillis(0);
    Files.setLastModifiedTime(dist.resolve("same.k8s.yaml"), longAgo);

    run(
        app -> {
          chart(app, "same", "kept");
          chart(app, "changed", "new");
        });

    assertThat(Files.getLastModifiedTime(dist.resolve("same.k8s.yaml"))).isEqualTo(longAgo);
    assertThat(dist.resolve("changed.k8s.yaml")).content().contains("value: new");
  }

  @Test
  void removesStaleManifestsAndKeepsForeignFiles() throws IOException {
    Files.createDirectories(dist.resolve("sub"));
    for (String name : List.of("kustomization.yaml", "README.md", "sub/mine.k8s.yaml")) {
      Files.writeString(dist.resolve(name), "foreign");
    }
    run(app -> chart(app, "old", "value"));

    run(app -> chart(app, "new", "value"));

    assertThat(namesIn(dist))
        .containsExactly("README.md", "kustomization.yaml", "new.k8s.yaml", "sub");
    assertThat(dist.resolve("sub/mine.k8s.yaml")).exists();
  }

  @Test
  void reportsAllBrokenRulesAndLeavesDistAlone() throws IOException {
    run(app -> chart(app, "good", "value"));

    int status =
        run(
            app -> {
              Chart chart = chart(app, "bad", "value");
              chart
                  .getNode()
                  .addValidation(
                      () -> List.of("first problem", "second problem\n@jsii is no excuse"));
              new Construct(chart, "part").getNode().addValidation(() -> List.of("third problem"));
            });

    assertThat(status).isOne();
    assertThat(problems.toString(UTF_8).lines())
        .containsExactly(
            "[bad] first problem",
            "[bad] second problem",
            "@jsii is no excuse",
            "[bad/part] third problem");
    assertThat(namesIn(dist)).containsExactly("good.k8s.yaml");
  }

  @Test
  void warnsOnceAllIsWell() throws IOException {
    St2Version latest = St2Version.V3_9.withTag("latest");
    StackStormClusterProps props = StackStormClusterProps.builder().version(latest).build();

    assertThat(run(app -> new StackStormCluster(app, "st2", props))).isZero();

    assertThat(problems.toString(UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("Warning: [st2] version = ");
    assertThat(namesIn(dist)).containsExactly("st2.k8s.yaml");
  }

  @Test
  void saysNothingButTheProblemsWhenThereAreAny() {
    St2Version latest = St2Version.V3_9.withTag("latest");
    StackStormClusterProps props =
        StackStormClusterProps.builder().version(latest).namespace("Bad_NAME").build();

    assertThat(run(app -> new StackStormCluster(app, "st2", props))).isOne();

    assertThat(problems.toString(UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("[st2] namespace = ");
  }

  @Test
  void reportsARefusedPropertyWithoutAStackTrace() throws IOException {
    run(app -> chart(app, "good", "value"));

    int status =
        run(
            app -> {
              throw new IllegalArgumentException("st2/mongodb: members = 2: must be odd");
            });

    assertThat(status).isOne();
    assertThat(problems.toString(UTF_8).lines())
        .containsExactly("st2/mongodb: members = 2: must be odd");
    assertThat(namesIn(dist)).containsExactly("good.k8s.yaml");
  }

  @Test
  void reportsAnErrorOfCdk8sWithoutAStackTrace() {
    int status =
        run(
            app -> {
              new Chart(app, "twice");
              new Chart(app, "twice");
            });

    assertThat(status).isOne();
    assertThat(problems.toString(UTF_8).lines())
        .containsExactly("There is already a Construct with name 'twice' in App");
  }

  @Test
  void doesNotHideABug() {
    assertThatThrownBy(() -> run(app -> List.of().get(0)))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void leavesNoHalfWrittenFilesWhenPublishingFails() throws IOException {
    run(app -> chart(app, "first", "old"));
    // A folder in the way of the second file.
    Files.createDirectories(dist.resolve("second.k8s.yaml/in-the-way"));

    int status =
        run(
            app -> {
              chart(app, "first", "new");
              chart(app, "second", "new");
            });

    assertThat(status).isOne();
    assertThat(problems.toString(UTF_8)).startsWith("cannot publish to " + dist);
    assertThat(dist.resolve("first.k8s.yaml")).content().contains("value: old");
    assertThat(namesIn(dist)).containsExactly("first.k8s.yaml", "second.k8s.yaml");
  }

  @Test
  void publishesAnAppThatWasMadeElsewhereWithItsFolders() throws IOException {
    App app =
        new App(
            AppProps.builder()
                .outdir(folder.resolve("out").toString())
                .yamlOutputType(YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE)
                .build());
    chart(app, "one", "value");

    assertThat(Synth.run(app, dist)).isZero();

    assertThat(dist.resolve("one/ConfigMap.one.k8s.yaml")).exists();
  }

  @Test
  void acceptsDistAsTheOutputFolderItself() throws IOException {
    App app = new App(AppProps.builder().outdir(dist.toString()).build());
    chart(app, "one", "value");

    assertThat(Synth.run(app, dist)).isZero();

    assertThat(namesIn(dist)).containsExactly("one.k8s.yaml");
  }

  private int run(Consumer<App> charts) {
    return Synth.run(dist, charts, new PrintStream(problems, true, UTF_8));
  }

  private static Chart chart(App app, String id, String value) {
    Chart chart = new Chart(app, id);
    new KubeConfigMap(
        chart,
        "config",
        KubeConfigMapProps.builder()
            .metadata(ObjectMeta.builder().name(id).build())
            .data(Map.of("value", value))
            .build());
    return chart;
  }

  private static List<String> namesIn(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
