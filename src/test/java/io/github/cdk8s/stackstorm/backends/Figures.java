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

/** What was measured: {@code target/backends.json}, one flat object, sorted by key. */
public final class Figures {

  private static final Path FILE = Path.of("target/backends.json");

  private Figures() {}

  /**
   * Adds a figure, or replaces it.
   *
   * @param value a number, or text
   */
  public static synchronized void record(String key, Object value) {
    try {
      Map<String, Object> figures = new TreeMap<>();
      if (Files.exists(FILE)) {
        // JSON is YAML.
        figures.putAll(new Yaml().<Map<String, Object>>load(Files.readString(FILE)));
      }
      figures.put(key, value);
      String json =
          figures.entrySet().stream()
              .map(figure -> "  " + text(figure.getKey()) + ": " + json(figure.getValue()))
              .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
      Files.createDirectories(FILE.toAbsolutePath().getParent());
      Files.writeString(FILE, json);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String json(Object value) {
    return value instanceof Number || value instanceof Boolean
        ? value.toString()
        : text("" + value);
  }

  private static String text(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
