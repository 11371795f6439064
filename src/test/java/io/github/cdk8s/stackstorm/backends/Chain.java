// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.backends;

import io.github.cdk8s.stackstorm.config.St2Config;
import io.github.cdk8s.stackstorm.st2.St2Connections;
import io.github.cdk8s.stackstorm.st2.St2SharedConfig;
import io.github.cdk8s.stackstorm.support.Manifests;
import io.github.cdk8s.stackstorm.support.Synthesis;
import io.github.cdk8s.stackstorm.support.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The chain of configuration files as a pod has it: rendered by the library, and the connections
 * written by the script that writes them in the pod.
 *
 * @param arguments the files, as a service of StackStorm gets them
 * @param connections the file with URLs and logins
 */
record Chain(List<String> arguments, Path connections) {

  static final Path SCRIPTS =
      Path.of("src/main/resources/io/github/cdk8s/stackstorm/st2").toAbsolutePath();

  /**
   * Writes the files.
   *
   * @param userConfig what the user of the library says; it is read last
   * @param logins the variables of the init container
   */
  static Chain write(
      Path folder, St2Connections backends, String userConfig, Map<String, String> logins) {
    String yaml =
        Synthesis.chart(
            chart ->
                new St2SharedConfig(
                    chart,
                    "config",
                    TestCluster.context()
                        .connections(backends)
                        .config(St2Config.builder().rawText(userConfig).build())
                        .build()));
    Map<String, Object> files = Manifests.of(yaml).one("ConfigMap", "st2-st2-config").map("data");
    Path template = folder.resolve("st2.connections.conf.template");
    Path connections = folder.resolve("st2.connections.conf");
    Path docker = folder.resolve("st2.docker.conf");
    Path user = folder.resolve("st2.user.conf");
    try {
      Files.deleteIfExists(connections);
      // The certificates of each backend are mounted there; here they are the test's.
      String text = files.get("st2.connections.conf.template").toString();
      Files.writeString(
          template, text.replaceAll("/etc/ssl/st2-backends/[a-z]+/", folder + "/certificates/"));
      Files.writeString(docker, files.get("st2.docker.conf").toString());
      Files.writeString(user, files.get("st2.user.conf").toString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    String script = SCRIPTS.resolve("connections.py").toString();
    Program.check(
        new TreeMap<>(logins),
        PythonClients.python(),
        script,
        template.toString(),
        connections.toString());
    Path image = PythonClients.SOURCES.resolve("st2.conf");
    return new Chain(
        List.of(image, docker, connections, user).stream()
            .map(file -> "--config-file=" + file)
            .toList(),
        connections);
  }
}
