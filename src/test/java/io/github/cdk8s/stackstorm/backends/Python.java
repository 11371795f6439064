// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.backends;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client script with the libraries that StackStorm pins, on a machine beside the pods. It ends
 * with its input, so also with this JVM.
 */
final class Python implements AutoCloseable {

  private final Process process;
  private final BufferedReader answers;
  private final Writer words;

  private Python(Process process) {
    this.process = process;
    this.answers = process.inputReader();
    this.words = process.outputWriter();
  }

  static Python start(RedisPods pods, String script, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(PythonClients.python()));
    command.add(PythonClients.SOURCES.resolve(script).toString());
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
}
