// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.app;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Moves synthesized manifests to the folder that people apply. */
final class Manifests {
  /** The files that cdk8s names: of these, and of no others, stale ones may be removed. */
  private static final String CDK8S_EXTENSION = ".k8s.yaml";

  private Manifests() {}

  /**
   * Makes {@code destination} hold the manifests of {@code outdir}. All are copied next to their
   * target first and renamed afterwards, so a full disk or a killed process never leaves half a
   * file.
   */
  static void publish(Path outdir, Path destination) throws IOException {
    Path dist = Files.createDirectories(destination.toAbsolutePath().normalize());
    if (Files.isSameFile(outdir, dist)) {
      return;
    }
    Set<Path> targets = new TreeSet<>();
    Set<Path> folders = new TreeSet<>(Set.of(dist));
    Set<Path> changed = new TreeSet<>();
    try {
      for (Path manifest : manifests(outdir)) {
        Path target = dist.resolve(outdir.relativize(manifest).toString());
        targets.add(target);
        folders.add(Files.createDirectories(requireNonNull(target.getParent())));
        if (!Files.exists(target) || Files.mismatch(manifest, target) >= 0) {
          changed.add(target);
          Files.copy(manifest, staged(target), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      for (Path target : changed) {
        Files.move(staged(target), target, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      for (Path target : changed) {
        Files.deleteIfExists(staged(target));
      }
    }
    for (Path folder : folders) {
      removeStale(folder, targets);
    }
  }

  static void deleteTree(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static List<Path> manifests(Path outdir) throws IOException {
    try (Stream<Path> paths = Files.walk(outdir)) {
      return paths.filter(path -> path.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  /** Not a name that {@code kubectl apply -f dist/} would read. */
  private static Path staged(Path target) {
    return target.resolveSibling("." + target.getFileName() + ".tmp");
  }

  private static void removeStale(Path folder, Set<Path> targets) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.toList()) {
        if (path.toString().endsWith(CDK8S_EXTENSION) && !targets.contains(path)) {
          Files.delete(path);
        }
      }
    }
  }
}
