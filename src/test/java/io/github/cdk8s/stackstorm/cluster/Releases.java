// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What earlier releases synthesized, kept as it was: clusters of users are in these states. One
 * folder a release, one file a profile; files are added at a release and never changed.
 */
final class Releases {

  static final Path ROOT = Path.of("src/test/resources/releases");

  private Releases() {}

  /** All kept states. */
  static List<Path> states() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The profile whose state a file keeps. */
  static String profile(Path state) {
    return state.getFileName().toString().replace(".yaml", "");
  }

  static String text(Path state) {
    try {
      return Files.readString(state);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
