// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A program that runs until it is closed, and never longer than this JVM: a shell leads a session
 * with it and waits for the end of its own standard input, which the kernel brings about however
 * the JVM ends. Then it kills the whole session's process group. It does the same when the program
 * ends, so a daemon is alive as long as its program is.
 */
public final class Daemon implements AutoCloseable {

  private static final String SUPERVISOR =
      "(\"$@\"; echo \"supervisor: ended with $?\"; kill -KILL -$$) & read -r end; kill -KILL -$$";

  private final String name;
  private final Path log;
  private final Process process;

  private Daemon(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts a program.
   *
   * @param log where its output is added
   */
  public static Daemon start(String name, Path log, List<String> command) {
    List<String> supervised = new ArrayList<>(List.of("setsid", "sh", "-c", SUPERVISOR, name));
    supervised.addAll(command);
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      Process process =
          new ProcessBuilder(supervised)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      return new Daemon(name, log, process);
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "cannot start " + name + ": `setsid` and `sh` are needed (util-linux)", failure);
    }
  }

  public String name() {
    return name;
  }

  /** Of the supervisor, which is also the number of the process group. */
  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** The program and all that it started, the supervisor aside. */
  public List<ProcessHandle> processes() {
    return process.descendants().toList();
  }

  /** Resident memory of the program and all that it started, in bytes. */
  public long memory() {
    long pages = 0;
    for (ProcessHandle one : processes()) {
      pages += pages(one);
    }
    return pages * 4096;
  }

  private static long pages(ProcessHandle one) {
    try (Scanner statm =
        new Scanner(
            Path.of("/proc", String.valueOf(one.pid()), "statm"), StandardCharsets.US_ASCII)) {
      statm.nextLong();
      return statm.nextLong();
    } catch (IOException ended) {
      return 0;
    }
  }

  /** The last lines of the log, for the message of whoever misses the program. */
  public String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return lines.subList(Math.max(0, lines.size() - 15), lines.size()).stream()
          .collect(Collectors.joining("\n", name + " said last (" + log + "):\n", "\n"));
    } catch (IOException failure) {
      return name + " left no log: " + failure.getMessage();
    }
  }

  /** Ends the program and all that it started, and waits until they are gone. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException alreadyGone) {
      process.destroyForcibly();
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
