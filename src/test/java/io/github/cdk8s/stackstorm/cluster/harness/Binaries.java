// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster.harness;

import java.nio.file.Files;
import java.nio.file.Path;

/** The programs that {@code make kubernetes} has built; their versions stand in one file. */
public final class Binaries {

  private Binaries() {}

  /**
   * A program of a set.
   *
   * @param set first column of {@code kubernetes/versions}
   */
  public static Path of(String set, String program) {
    Path binary = cache().resolve("kubernetes/bin").resolve(set).resolve(program);
    if (!Files.isExecutable(binary)) {
      throw new IllegalStateException(
          program + " of " + set + " is not built (no " + binary + "): run `make kubernetes`");
    }
    return binary;
  }

  /** Where the project keeps what is built once and not of its own sources. */
  public static Path cache() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path root =
        cache == null || cache.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return root.resolve("cdk8s-stackstorm");
  }
}
