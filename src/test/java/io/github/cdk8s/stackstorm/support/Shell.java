// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs commands of the machine. */
public final class Shell {

  /**
   * How a command ended.
   *
   * @param output what it wrote to standard output and error
   */
  public record Result(int status, String output) {}

  private Shell() {}

  /** The output of a command that must succeed. */
  public static String run(String... command) {
    Result result = result(List.of(command));
    if (result.status() != 0) {
      throw new IllegalStateException(String.join(" ", command) + ": " + result.output());
    }
    return result.output();
  }

  public static Result result(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /** One word for a shell. */
  public static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
