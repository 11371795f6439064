// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.support.Manifests;
import java.io.File;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation shows is true. */
class DocumentationTest {

  private static final Pattern PROGRAM =
      Pattern.compile("```java\\n(import .*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");

  @TempDir private Path folder;

  @Test
  void theProgramOfTheReadmeCompilesWithoutAWarningAndMakesTheClusterThatItDescribes()
      throws Exception {
    compile(program());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                folder + File.pathSeparator + System.getProperty("java.class.path"),
                "Main")
            .directory(folder.toFile())
            .inheritIO()
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    Manifests cluster =
        Manifests.of(Files.readString(folder.resolve("dist").resolve("st2.k8s.yaml")));
    assertThat(cluster.workloads().stream().mapToInt(it -> it.number("spec.replicas")).sum())
        .isEqualTo(37);
    assertThat(readme()).contains("34 pods when nothing is said, 37 with these eight runners");
  }

  @Test
  void everyLinkBetweenPagesLeadsSomewhere() throws Exception {
    for (Path page : pages()) {
      Matcher links = LINK.matcher(Files.readString(page));
      while (links.find()) {
        Path target = page.resolveSibling(links.group(1)).normalize();
        assertThat(target).as("%s links to %s", page, links.group(1)).exists();
      }
    }
  }

  private static List<Path> pages() throws Exception {
    try (Stream<Path> top = Files.list(Path.of(""));
        Stream<Path> docs = Files.walk(Path.of("docs"));
        Stream<Path> examples = Files.walk(Path.of("examples"), 2)) {
      return Stream.of(top, docs, examples)
          .flatMap(files -> files)
          .filter(file -> file.toString().endsWith(".md"))
          .map(Path::toAbsolutePath)
          .toList();
    }
  }

  private static String readme() throws Exception {
    return Files.readString(Path.of("README.md"));
  }

  private static String program() throws Exception {
    Matcher program = PROGRAM.matcher(readme());
    assertThat(program.find()).as("the README has a whole program").isTrue();
    return program.group(1);
  }

  private void compile(String program) {
    StringWriter messages = new StringWriter();
    JavaFileObject source =
        new SimpleJavaFileObject(URI.create("string:///Main.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return program;
          }
        };
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                messages,
                null,
                null,
                List.of("-Xlint:all,-classfile", "-Werror", "-proc:none", "-d", folder.toString()),
                null,
                List.of(source))
            .call();
    assertThat(compiled).as(messages.toString()).isTrue();
  }
}
