// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;

/** What the tests of the backends measured: {@code target/backends.json}, merged run by run. */
public final class Figures {

  private static final Path FILE = Path.of("target/backends.json");

  private Figures() {}

  /**
   * Records a figure in place of an earlier one of the same key.
   *
   * @param key what was measured and its unit: {@code rabbitmq.stall.kill.seconds}
   * @param value a number or a text
   */
  public static synchronized void record(String key, Object value) {
    try {
      Map<String, Object> figures = new TreeMap<>();
      if (Files.exists(FILE)) {
        Map<String, Object> earlier = new Yaml().load(Files.readString(FILE));
        figures.putAll(earlier);
      }
      figures.put(key, value);
      Files.createDirectories(FILE.getParent());
      Files.writeString(
          FILE,
          figures.entrySet().stream()
              .map(entry -> "  \"" + entry.getKey() + "\": " + json(entry.getValue()))
              .collect(Collectors.joining(",\n", "{\n", "\n}\n")));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String json(Object value) {
    return value instanceof Number
        ? value.toString()
        : '"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
