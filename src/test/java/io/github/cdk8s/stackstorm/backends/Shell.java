// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.backends;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Programs that are run to their end. */
final class Shell {

  /**
   * How a program ended.
   *
   * @param output what it printed on both streams, without the line feed at the end
   */
  record Result(int status, String output) {}

  private Shell() {}

  static Result run(String... command) {
    return run(Map.of(), List.of(command));
  }

  static Result run(Map<String, String> environment, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      try (InputStream stream = process.getInputStream()) {
        String output = new String(stream.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        return new Result(process.waitFor(), output);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
