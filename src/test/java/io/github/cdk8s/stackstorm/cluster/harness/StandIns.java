// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The images that real nodes have in place of those that the manifests name, as {@code
 * kubernetes/images} makes them.
 *
 * @param folder the archives, and the list of names
 */
record StandIns(Path folder) {

  private static final Pattern NAME_AND_TAG = Pattern.compile("([^@]+?)(:[^/:@]+)?(@.*)?");

  /** Makes those that are not there yet: after a change of one this takes a minute. */
  static StandIns made() {
    return new StandIns(
        Path.of(Commands.run(List.of("python3", "kubernetes/images/build.py")).strip()));
  }

  /** The image that stands in for a name. */
  String of(String name) {
    Matcher parts = NAME_AND_TAG.matcher(name);
    if (!parts.matches()) {
      throw new IllegalArgumentException("no name of an image: " + name);
    }
    Path repository = Path.of(parts.group(1));
    for (String line : lines()) {
      String[] patternAndImage = line.split(" ", -1);
      if (FileSystems.getDefault()
          .getPathMatcher("glob:" + patternAndImage[0])
          .matches(repository)) {
        return patternAndImage[1];
      }
    }
    throw new IllegalStateException(
        "no image stands in for "
            + name
            + ": name its repository in stands-in-for of a recipe in kubernetes/images; there are\n"
            + String.join("\n", lines()));
  }

  /** What a node reads: each name with its image. */
  String table(Iterable<String> names) {
    return java.util.stream.StreamSupport.stream(names.spliterator(), false)
        .map(name -> name + " " + of(name) + "\n")
        .collect(Collectors.joining());
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(folder.resolve("stands-in"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
