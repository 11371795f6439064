// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cdk8s.App;
import org.cdk8s.AppProps;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;

/** Runs an App for real and reads what it writes. */
public final class Synthesis {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private Synthesis() {}

  /** All that the App writes, its charts in the order of their files. */
  public static String app(Consumer<App> program) {
    Path folder = Path.of("target/synthesis", String.valueOf(NUMBER.incrementAndGet()));
    clear(folder);
    App app = new App(AppProps.builder().outdir(folder.toString()).build());
    program.accept(app);
    app.synth();
    return written(folder);
  }

  /** What an App with one chart in the namespace {@code stackstorm} writes. */
  public static String chart(Consumer<Chart> content) {
    return app(
        app ->
            content.accept(
                new Chart(app, "chart", ChartProps.builder().namespace("stackstorm").build())));
  }

  /** The message with which an App is refused, up to where jsii's own words begin. */
  public static String refusal(Consumer<App> program) {
    try {
      app(program);
    } catch (RuntimeException refused) {
      return String.valueOf(refused.getMessage())
          .lines()
          .takeWhile(line -> !line.startsWith("@jsii"))
          .collect(Collectors.joining("\n"));
    }
    throw new AssertionError("nothing was refused");
  }

  /** An earlier run may have left files behind. */
  private static void clear(Path folder) {
    File[] left = folder.toFile().listFiles();
    for (File file : left == null ? new File[0] : left) {
      if (!file.delete()) {
        throw new IllegalStateException("cannot delete " + file);
      }
    }
  }

  private static String written(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().map(Synthesis::text).collect(Collectors.joining("---\n"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
