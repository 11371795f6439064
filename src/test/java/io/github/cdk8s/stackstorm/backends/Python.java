// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.backends;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client script in a virtual environment with the libraries that StackStorm pins, on a machine
 * beside the pods. It ends with its input, so also with this JVM.
 */
final class Python implements AutoCloseable {

  private static final Path SCRIPTS = Path.of("src/test/resources/backends/redis").toAbsolutePath();

  private final Process process;
  private final BufferedReader answers;
  private final Writer words;

  private Python(Process process) {
    this.process = process;
    this.answers = process.inputReader();
    this.words = process.outputWriter();
  }

  static Python start(RedisPods pods, String script, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(interpreter().toString()));
    command.add(SCRIPTS.resolve(script).toString());
    command.addAll(List.of(arguments));
    return new Python(
        new ProcessBuilder(pods.client(command.toArray(String[]::new)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** The next line that it prints. */
  @Nullable String line() throws IOException {
    return answers.readLine();
  }

  String ask(String word) throws IOException {
    words.write(word + "\n");
    words.flush();
    return String.valueOf(line());
  }

  /** Ends its input; returns the words of its last line. */
  String[] finish() throws IOException {
    words.close();
    return String.valueOf(line()).split(" ", -1);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /**
   * That of the environment ST2_CLIENTS, a folder; without it, of one in the user's cache, which is
   * made the first time.
   */
  private static Path interpreter() throws IOException {
    String given = System.getenv("ST2_CLIENTS");
    Path folder =
        given != null
            ? Path.of(given)
            : Path.of(System.getProperty("user.home"), ".cache/cdk8s-stackstorm/redis-clients");
    Path python = folder.resolve("bin/python");
    Path complete = folder.resolve("complete");
    if (given == null && !Files.exists(complete)) {
      run("python3.11", "-m", "venv", "--clear", folder.toString());
      String pinned = SCRIPTS.resolve("requirements.txt").toString();
      run(python.toString(), "-m", "pip", "install", "--quiet", "--requirement", pinned);
      Files.createFile(complete);
    }
    return python;
  }

  private static void run(String... command) throws IOException {
    Shell.Result result = Shell.run(command);
    if (result.status() != 0) {
      throw new IOException(String.join(" ", command) + ": " + result.output());
    }
  }
}
