// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster;

import io.github.cdk8s.stackstorm.support.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every manifest that is committed, found by walking the folders, so that nobody has to list it.
 */
final class TreeOfManifests {

  private static final List<Path> ROOTS =
      List.of(Snapshots.ROOT, Releases.ROOT, Path.of("dist"), Path.of("examples"));

  private TreeOfManifests() {}

  static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path root : ROOTS) {
      try (Stream<Path> walk = Files.walk(root)) {
        walk.filter(Files::isRegularFile)
            .filter(file -> file.toString().endsWith(".yaml"))
            .filter(file -> !root.equals(Path.of("examples")) || isPublished(file))
            .sorted()
            .forEach(files::add);
      }
    }
    return files;
  }

  /** Beside their manifests examples have the configuration of their tools, and build folders. */
  private static boolean isPublished(Path file) {
    return file.getParent().endsWith("dist") && !file.toString().contains("/target/");
  }
}
