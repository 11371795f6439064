// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What the proofs measured, in {@code target/cluster.json}: sections of named figures. */
final class Figures {

  private static final Path FILE = Path.of("target/cluster.json");

  private Figures() {}

  /** Adds a figure to those of this and of earlier runs; the same name replaces it. */
  @SuppressWarnings("unchecked")
  static synchronized void put(String section, String name, Object figure) {
    try {
      Map<String, Object> all = new TreeMap<>();
      if (Files.exists(FILE)) {
        all.putAll(Serialization.unmarshal(Files.readString(FILE), Map.class));
      }
      Map<String, Object> figures = new TreeMap<>();
      figures.putAll((Map<String, Object>) all.getOrDefault(section, Map.of()));
      figures.put(name, figure);
      all.put(section, figures);
      Files.createDirectories(FILE.getParent());
      Files.writeString(
          FILE, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
