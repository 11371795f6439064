// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs that end by themselves. */
public final class Commands {

  private static final int MINUTES = 5;

  private Commands() {}

  /**
   * How a program ended.
   *
   * @param output standard output
   * @param errors standard error
   */
  public record Result(int status, String output, String errors) {}

  /** Runs a program that has to succeed, and returns its standard output. */
  public static String run(List<String> command) {
    Result result = attempt(command, Map.of());
    if (result.status() != 0) {
      throw new IllegalStateException(
          String.join(" ", command)
              + " ended with "
              + result.status()
              + ":\n"
              + result.output()
              + result.errors());
    }
    return result.output();
  }

  /** Runs a program however it ends. */
  public static Result attempt(List<String> command, Map<String, String> environment) {
    try {
      // Files, since a pipe that nobody empties would stop the program.
      Path output = Files.createTempFile("output", ".txt");
      Path errors = Files.createTempFile("errors", ".txt");
      try {
        ProcessBuilder builder =
            new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
          process.destroyForcibly();
          throw new IllegalStateException(
              String.join(" ", command) + " did not end within " + MINUTES + " minutes");
        }
        return new Result(
            process.exitValue(),
            Files.readString(output, StandardCharsets.UTF_8),
            Files.readString(errors, StandardCharsets.UTF_8));
      } finally {
        Files.delete(output);
        Files.delete(errors);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot run " + command.get(0), failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + command.get(0) + " ran", interrupted);
    }
  }
}
