// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * MongoDB's own shell, from npm: 150 MB, so it lies in the user's cache folder and not among the
 * tools of the build.
 */
final class Mongosh {

  private static final String PACKAGE = "mongosh@2.12.0";

  private Mongosh() {}

  /** A PATH on which {@code mongosh} is; it is installed when it is missing. */
  static String path() {
    return folder().resolve("node_modules/.bin") + ":" + System.getenv("PATH");
  }

  private static synchronized Path folder() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path folder =
        (cache == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache))
            .resolve("cdk8s-stackstorm")
            .resolve(PACKAGE);
    if (!Files.isExecutable(folder.resolve("node_modules/.bin/mongosh"))) {
      try {
        Files.createDirectories(folder);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
      Program.check(
          Map.of(),
          "npm",
          "install",
          "--prefix=" + folder,
          "--no-audit",
          "--no-fund",
          "--no-progress",
          "--ignore-scripts",
          "--omit=optional",
          PACKAGE);
    }
    return folder;
  }
}
