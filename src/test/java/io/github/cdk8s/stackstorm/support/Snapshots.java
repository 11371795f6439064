// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.approvaltests.Approvals;
import org.approvaltests.core.ApprovalFailureReporter;
import org.approvaltests.core.Options;
import org.approvaltests.namer.ApprovalNamer;
import org.approvaltests.reporters.AutoApproveReporter;
import org.approvaltests.reporters.QuietReporter;

/**
 * Approved YAML, one plain file a case in a tree of folders. A missing file fails, {@code make
 * snapshots} rewrites them.
 */
public final class Snapshots {

  /** Where the approved files lie. */
  public static final Path ROOT = Path.of("src/test/resources/snapshots");

  private static final Path RECEIVED = Path.of("target/received");

  private Snapshots() {}

  /** Whether {@code make snapshots} runs; it refuses under CI. */
  public static boolean updating() {
    boolean update = Boolean.getBoolean("snapshots.update");
    if (update && System.getenv("CI") != null) {
      throw new IllegalStateException(
          "snapshots are reviewed by people: they cannot be rewritten under CI");
    }
    return update;
  }

  /**
   * Compares a text with its approved file.
   *
   * @param name path of the file below {@link #ROOT}, without its ending
   */
  public static void verify(String name, String yaml) {
    Path file = ROOT.resolve(name);
    ApprovalFailureReporter reporter =
        updating() ? new AutoApproveReporter() : QuietReporter.INSTANCE;
    Approvals.verify(
        yaml,
        new Options(reporter)
            .forFile()
            .withNamer(new AtPath(file))
            .forFile()
            .withExtension(".yaml"));
  }

  /** The names of all approved files. */
  public static Set<String> names() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> ROOT.relativize(file).toString().replaceFirst("\\.yaml$", ""))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The approved file of a case. */
  public static Path file(String name) {
    return ROOT.resolve(name + ".yaml");
  }

  private record AtPath(Path path) implements ApprovalNamer {
    @Override
    public String getApprovalName() {
      return path.getFileName().toString();
    }

    @Override
    public String getSourceFilePath() {
      return path.getParent() + File.separator;
    }

    @Override
    public File getApprovedFile(String extension) {
      return new File(path + ".yaml");
    }

    @Override
    public File getReceivedFile(String extension) {
      File file = RECEIVED.resolve(ROOT.relativize(path) + ".yaml").toFile();
      file.getParentFile().mkdirs();
      return file;
    }

    @Override
    public ApprovalNamer addAdditionalInformation(String information) {
      return this;
    }

    @Override
    public String getAdditionalInformation() {
      return "";
    }
  }
}
