// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.backends;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A program that has ended.
 *
 * @param status its exit status
 * @param output what it wrote to both of its streams
 */
record Program(int status, String output) {

  static Program run(Map<String, String> environment, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      try (InputStream stream = process.getInputStream()) {
        String output = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        return new Program(process.waitFor(), output);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  static Program run(Map<String, String> environment, String... command) {
    return run(environment, List.of(command));
  }

  /** The output of a program that must succeed. */
  static String check(Map<String, String> environment, String... command) {
    Program ended = run(environment, command);
    if (ended.status() != 0) {
      throw new AssertionError(String.join(" ", command) + ":\n" + ended.output());
    }
    return ended.output();
  }
}
