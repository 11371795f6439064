// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.app;

import io.github.cdk8s.stackstorm.internal.Warnings;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.cdk8s.App;
import org.cdk8s.AppProps;

/**
 * Runs a cdk8s app so that the folder with its manifests always holds a whole, valid state.
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *   Synth.main(Path.of("dist"), app -> new StackStormCluster(app, "st2"));
 * }
 * }</pre>
 *
 * <p>The folder is this app's alone: files {@code *.k8s.yaml} there which it did not write just now
 * are taken for those of an earlier run, and removed. Two apps publish to two folders.
 *
 * <p>{@code cdk8s synth} empties its output folder before it starts the app, so a broken app would
 * leave nothing behind. Let the {@code output} of {@code cdk8s.yaml} be a scratch folder such as
 * {@code target/synth} instead: the app publishes what it wrote there only once all of it is right.
 * When something is wrong, the problems, and nothing else, are written to the standard error
 * stream; otherwise the warnings, where there are any.
 */
public final class Synth {
  private static final int SUCCESS = 0;
  private static final int FAILURE = 1;

  private Synth() {}

  /**
   * Builds and synthesizes an app, publishes its manifests, and ends this process; its exit status
   * is 0 if all went well, and 1 otherwise.
   *
   * @param dist the folder to publish to; it is made if it does not exist
   * @param charts adds the charts to the app
   */
  public static void main(Path dist, Consumer<App> charts) {
    System.exit(run(dist, charts));
  }

  /**
   * Builds and synthesizes an app, and publishes its manifests.
   *
   * @param dist the folder to publish to; it is made if it does not exist
   * @param charts adds the charts to the app
   * @return the exit status for the process: 0, or 1 if there were problems
   */
  public static int run(Path dist, Consumer<App> charts) {
    return run(dist, charts, System.err);
  }

  /**
   * Synthesizes an app that is made elsewhere, and publishes its manifests. Warnings of its
   * constructs were printed when they were made.
   *
   * @param app the app, with all of its charts
   * @param dist the folder to publish to; it is made if it does not exist
   * @return the exit status for the process: 0, or 1 if there were problems
   */
  public static int run(App app, Path dist) {
    return report(dist, System.err, () -> synthesize(app, dist));
  }

  static int run(Path dist, Consumer<App> charts, PrintStream problems) {
    return report(
        dist,
        problems,
        () -> {
          if (System.getenv("CDK8S_OUTDIR") != null) {
            // cdk8s synth is the caller: it has chosen the folder and looks into it afterwards.
            run(new App(), charts, dist, problems);
            return;
          }
          Path scratch = Files.createTempDirectory("cdk8s-");
          try {
            AppProps props = AppProps.builder().outdir(scratch.toString()).build();
            run(new App(props), charts, dist, problems);
          } finally {
            Manifests.deleteTree(scratch);
          }
        });
  }

  private static void run(App app, Consumer<App> charts, Path dist, PrintStream messages)
      throws IOException {
    try (Warnings.Held warnings = Warnings.hold()) {
      charts.accept(app);
      synthesize(app, dist);
      warnings.print(messages);
    }
  }

  private static void synthesize(App app, Path dist) throws IOException {
    app.synth();
    Manifests.publish(Path.of(app.getOutdir()), dist);
  }

  private static int report(Path dist, PrintStream problems, Steps steps) {
    try {
      steps.run();
      return SUCCESS;
    } catch (IOException | UncheckedIOException e) {
      problems.println("cannot publish to " + dist + ": " + e);
    } catch (RuntimeException e) {
      problems.println(ErrorReport.of(e));
    }
    problems.flush();
    return FAILURE;
  }

  private interface Steps {
    void run() throws IOException;
  }
}
