// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.backends;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A Python with the client libraries that StackStorm 3.9.0 pins, as they are in its images. It is
 * made once, in a cache outside the tree.
 */
final class PythonClients {

  static final Path SOURCES = Path.of("src/test/python").toAbsolutePath();

  private PythonClients() {}

  /** The interpreter of a virtual environment with all of {@code requirements.txt}. */
  static String python() {
    try {
      Path requirements = SOURCES.resolve("requirements.txt");
      String text = Files.readString(requirements);
      Path cache =
          Path.of(System.getProperty("user.home"), ".cache", "cdk8s-stackstorm", "st2-clients")
              .resolve(Integer.toHexString(text.hashCode()));
      Files.createDirectories(cache);
      try (RandomAccessFile file = new RandomAccessFile(cache.resolve("lock").toFile(), "rw");
          FileLock lock = file.getChannel().lock()) {
        Path complete = cache.resolve("complete");
        String python = cache.resolve("venv/bin/python3").toString();
        if (lock.isValid() && !Files.exists(complete)) {
          Program.check(Map.of(), "python3", "-m", "venv", "--clear", cache + "/venv");
          Program.check(
              Map.of(), python, "-m", "pip", "install", "--quiet", "-r", requirements.toString());
          Files.createFile(complete);
        }
        return python;
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
