// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/**
 * One member of a replica set as processes: the stand-in for mongod, and the agent's scripts in a
 * real mongosh. Everything is as in the pod but the folders, and the port in place of the host.
 */
final class MongoMember implements AutoCloseable {

  private static final String STAND_IN = "kubernetes/images/mongo/files/opt/stand-in/mongod.js";

  private final int ordinal;
  private final int port;
  private final Path folder;
  private final Path shared;
  private final boolean tls;
  private Supervised mongod;
  private Supervised agent;

  /**
   * Not started yet.
   *
   * @param shared holds the folders {@code scripts} and {@code login}, and the file {@code
   *     keyfile}; with TLS {@code ca.crt} and {@code server.pem} too
   */
  MongoMember(int ordinal, int port, Path shared, boolean tls) {
    this.tls = tls;
    this.ordinal = ordinal;
    this.port = port;
    this.shared = shared;
    this.folder = shared.resolve("mongodb-" + ordinal);
    try {
      for (String name : List.of("db", "run", "home")) {
        Files.createDirectories(folder.resolve(name));
      }
      Files.writeString(
          folder.resolve("mongod.conf"),
          """
          storage:
            dbPath: %s
          net:
            port: %d
          replication:
            replSetName: rs0
          security:
            keyFile: %s
          """
                  .formatted(folder.resolve("db"), port, shared.resolve("keyfile"))
              + (tls
                  ? "certificateKeyFile: %s\nCAFile: %s\n"
                      .formatted(shared.resolve("server.pem"), shared.resolve("ca.crt"))
                  : ""));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  String host() {
    return "127.0.0.1:" + port;
  }

  MongoMember start() {
    startMongod();
    startAgent();
    return this;
  }

  void startMongod() {
    mongod =
        Supervised.start(
            folder.resolve("mongod.log"),
            Map.of("STAND_IN_HOST", host()),
            List.of(
                "env",
                "PATH=" + Mongosh.path(),
                "node",
                STAND_IN,
                "--config",
                folder.resolve("mongod.conf").toString()));
  }

  void startAgent() {
    agent =
        Supervised.start(
            folder.resolve("agent.log"),
            Map.of(
                "HOME", folder.resolve("home").toString(),
                "POD_NAME", "mongodb-" + ordinal,
                "AGENT_RUN", run().toString(),
                "AGENT_LOGIN", shared.resolve("login").toString(),
                "AGENT_CA", shared.resolve("ca.crt").toString(),
                "TLS", tls ? "true" : ""),
            List.of(
                "env",
                "PATH=" + Mongosh.path(),
                "sh",
                shared.resolve("scripts/agent.sh").toString()));
  }

  /** Kills mongod without a warning. */
  void killMongod() {
    mongod.close();
  }

  /** Kills the agent without a warning. */
  void killAgent() {
    agent.close();
  }

  void loseVolume() {
    try (Stream<Path> files = Files.list(folder.resolve("db"))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  Path run() {
    return folder.resolve("run");
  }

  /** The line that probes read; empty before there is one. */
  String status() {
    Path file = run().resolve("status");
    try {
      return Files.exists(file) ? Files.readString(file).strip() : "";
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  void awaitStatus(String beginning) {
    Eventually.holds(
        () -> status().startsWith(beginning),
        () -> beginning + "; " + status() + "\n" + agentLog() + mongodLog());
  }

  String agentLog() {
    return agent == null ? "" : agent.output();
  }

  String mongodLog() {
    return mongod == null ? "" : mongod.output();
  }

  void awaitAgentSays(String text) {
    agent.awaitOutput(text);
  }

  /** What the stand-in keeps on its disk: {@code config}, {@code users} and more. */
  Map<String, Object> disk() {
    Path file = folder.resolve("db/stand-in.json");
    try {
      return Files.exists(file) ? new Yaml().load(Files.readString(file)) : Map.of();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    if (agent != null) {
      agent.close();
    }
    if (mongod != null) {
      mongod.close();
    }
  }
}
