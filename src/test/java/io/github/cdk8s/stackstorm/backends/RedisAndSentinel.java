// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Redis with a password, and a Sentinel that names it {@code mymaster}. */
final class RedisAndSentinel implements AutoCloseable {

  static final String PASSWORD = "plain-._~9";

  final int sentinelPort;
  private final int redisPort;
  private final Path folder;
  private final @Nullable Certificates certificates;
  private @Nullable Supervised redis;
  private @Nullable Supervised sentinel;

  RedisAndSentinel(Path folder, @Nullable Certificates certificates) {
    List<Integer> ports = FreePorts.take(2);
    this.redisPort = ports.get(0);
    this.sentinelPort = ports.get(1);
    this.folder = folder;
    this.certificates = certificates;
  }

  void start() {
    redis =
        start(
            "redis-server",
            port(redisPort) + "requirepass " + PASSWORD + "\nsave \"\"\nappendonly no\n");
    redis.awaitOutput("Ready to accept connections");
    sentinel =
        start(
            "redis-sentinel",
            port(sentinelPort)
                + (certificates == null ? "" : "tls-replication yes\n")
                + "sentinel resolve-hostnames yes\nsentinel announce-hostnames yes\n"
                + ("sentinel monitor mymaster localhost " + redisPort + " 1\n")
                + ("sentinel auth-pass mymaster " + PASSWORD + "\n"));
    sentinel.awaitOutput("+monitor master mymaster");
  }

  void stop() {
    if (redis != null && sentinel != null) {
      redis.close();
      sentinel.close();
    }
  }

  private String port(int port) {
    return certificates == null
        ? "bind 127.0.0.1\nport " + port + "\n"
        : "bind 127.0.0.1\nport 0\ntls-port "
            + port
            + "\ntls-auth-clients no\ntls-cert-file "
            + certificates.certificate()
            + "\ntls-key-file "
            + certificates.key()
            + "\ntls-ca-cert-file "
            + certificates.ca()
            + "\n";
  }

  private Supervised start(String program, String configuration) {
    try {
      Path own = Files.createDirectories(folder.resolve(program));
      Path file = own.resolve("server.conf");
      Files.writeString(file, "dir " + own + "\n" + configuration);
      return Supervised.start(own.resolve("log"), Map.of(), List.of(program, file.toString()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
