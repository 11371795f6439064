// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * What real nodes have on this machine besides their processes: network, folder, number. A program
 * of its own holds it and removes everything once this JVM has closed it or has ended, however it
 * ended.
 */
final class Run implements AutoCloseable {

  /** For the message of whoever misses something. */
  static final String NEEDS =
      "\n(real nodes need Linux, root, and what build/install-packages.sh installs)";

  private static final Path SCRIPTS = Path.of("kubernetes/nodes").toAbsolutePath();

  private final Process keeper;
  private final Path log;
  private final String number;
  private final Path folder;
  private final String prefix;

  private Run(Process keeper, Path log) throws IOException {
    this.keeper = keeper;
    this.log = log;
    String answer = keeper.inputReader().readLine();
    if (answer == null) {
      throw new IllegalStateException(
          "no network for real nodes: " + Files.readString(log) + NEEDS);
    }
    String[] words = answer.split(" ", -1);
    number = words[0];
    folder = Path.of(words[1]);
    prefix = words[2];
  }

  static Run of(int nodes, Path log) {
    try {
      Files.createDirectories(log.getParent());
      // A session of its own: what ends this JVM's group leaves it alone.
      Process keeper =
          new ProcessBuilder("setsid", "bash", script("keep.sh"), String.valueOf(nodes))
              .redirectError(log.toFile())
              .start();
      return new Run(keeper, log);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** One of the scripts that know this run's names and addresses. */
  static String script(String name) {
    return SCRIPTS.resolve(name).toString();
  }

  String number() {
    return number;
  }

  Path folder() {
    return folder;
  }

  /** This machine as the nodes see it: where the API server is. */
  String machine() {
    return prefix + ".0.254";
  }

  String addressOf(int node) {
    return prefix + ".0." + node;
  }

  String fabric() {
    return "c8s-" + number + "-fabric";
  }

  @Override
  public void close() {
    try {
      keeper.getOutputStream().close();
      if (!keeper.waitFor(2, TimeUnit.MINUTES) || keeper.exitValue() != 0) {
        throw new IllegalStateException(
            "real nodes are not all removed: "
                + Files.readString(log)
                + "; try clean.sh "
                + number);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
