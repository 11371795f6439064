// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.backends;

import io.github.cdk8s.stackstorm.support.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The client library of StackStorm 3.9 at its pinned version, in a virtual environment of its own
 * outside the project; {@code bus.py} uses it.
 */
final class RabbitClient {

  private static final String SCRIPT = "src/test/resources/backends/rabbitmq/bus.py";

  /** What StackStorm 3.9.0 pins. */
  private static final List<String> LIBRARIES = List.of("kombu==5.5.4", "amqp==5.3.1");

  private final String networkNamespace;
  private final String python;

  RabbitClient(String networkNamespace) throws IOException {
    this.networkNamespace = networkNamespace;
    this.python = python();
  }

  /** Runs a command of {@code bus.py}, and waits for its end. */
  Shell.Result run(String urls, String... arguments) {
    List<String> command = new ArrayList<>(List.of("timeout", "240"));
    command.addAll(command(urls, arguments));
    return Shell.result(command);
  }

  /** Runs a command of {@code bus.py} beside the test. */
  Process start(Path output, String urls, String... arguments) throws IOException {
    return new ProcessBuilder(command(urls, arguments))
        .redirectOutput(output.toFile())
        .redirectError(Path.of(output + ".errors").toFile())
        .start();
  }

  private List<String> command(String urls, String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("ip", "netns", "exec", networkNamespace, python, SCRIPT, urls));
    command.addAll(List.of(arguments));
    return command;
  }

  private static String python() throws IOException {
    Path cache = Path.of(System.getProperty("user.home"), ".cache", "cdk8s-stackstorm");
    Path environment = cache.resolve("venv-" + String.join("-", LIBRARIES).replace("==", "-"));
    Path python = environment.resolve("bin/python");
    Path complete = environment.resolve("complete");
    if (!Files.exists(complete)) {
      Files.createDirectories(cache);
      Shell.run("python3", "-m", "venv", "--clear", environment.toString());
      List<String> install = new ArrayList<>(List.of(python.toString(), "-m", "pip"));
      install.addAll(List.of("install", "--quiet", "--disable-pip-version-check"));
      install.addAll(LIBRARIES);
      Shell.run(install.toArray(String[]::new));
      Files.createFile(complete);
    }
    return python.toString();
  }
}
