// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that never outlives this JVM: a shell leads a session with it and reads from this JVM's
 * pipe, which the kernel closes however the JVM ends; then the whole process group is killed.
 */
final class Supervised implements AutoCloseable {

  private static final String SUPERVISOR =
      "exec 3<&0; \"$@\" </dev/null 3<&- & child=$!; echo \"supervisor: runs $child\";"
          + " (read -r end <&3; kill -KILL -$$) & wait $child";

  private final Process process;
  private final Path log;

  private Supervised(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a program.
   *
   * @param log where its output is written, over that of an earlier one
   * @param environment variables besides those of this JVM
   */
  static Supervised start(Path log, Map<String, String> environment, List<String> command) {
    List<String> supervised = new ArrayList<>(List.of("setsid", "sh", "-c", SUPERVISOR, "sh"));
    supervised.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(supervised).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    try {
      return new Supervised(builder.start(), log);
    } catch (IOException failure) {
      throw new UncheckedIOException("setsid and sh are needed (util-linux)", failure);
    }
  }

  /** What it has written so far. */
  String output() {
    try {
      return Files.readString(log);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Waits until it has written this. */
  void awaitOutput(String text) {
    Eventually.holds(
        () -> {
          if (!process.isAlive() && !output().contains(text)) {
            throw new AssertionError("it ended without saying '" + text + "':\n" + output());
          }
          return output().contains(text);
        },
        () -> "'" + text + "' in:\n" + output());
  }

  /** Sends a signal to the program itself. */
  void signal(String name) {
    awaitOutput("supervisor: runs ");
    String pid = output().lines().findFirst().orElseThrow().replaceAll("\\D", "");
    Program.run(Map.of(), "kill", "-" + name, pid);
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** The status with which it ended; 128 and the signal's number where a signal ended it. */
  int awaitEnd() {
    try {
      if (!process.waitFor(Eventually.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("still running:\n" + output());
      }
      return process.exitValue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** Kills the program and all that it started. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      process.waitFor(20, TimeUnit.SECONDS);
    } catch (IOException alreadyGone) {
      process.destroyForcibly();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
