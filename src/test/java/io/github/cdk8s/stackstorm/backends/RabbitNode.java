// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One RabbitMQ of Debian, with the user {@code st2} on two virtual hosts. */
final class RabbitNode implements AutoCloseable {

  static final String VIRTUAL_HOST = "st2 & co";

  /** Every printable character of ASCII. */
  static final String PASSWORD =
      IntStream.rangeClosed(' ', '~').mapToObj(Character::toString).collect(Collectors.joining());

  final int port;
  private final Path folder;
  private final Map<String, String> environment = new TreeMap<>();
  private @Nullable Supervised server;

  RabbitNode(Path folder, @Nullable Certificates certificates) {
    List<Integer> ports = FreePorts.take(3);
    this.port = ports.get(0);
    this.folder = folder;
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("rabbitmq.conf"), configuration(certificates));
      Files.writeString(folder.resolve("definitions.json"), definitions());
      Files.writeString(folder.resolve("enabled_plugins"), "[].\n");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    environment.put("HOME", folder.toString());
    environment.put("ERL_EPMD_PORT", String.valueOf(ports.get(1)));
    environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
    environment.put("RABBITMQ_DIST_PORT", String.valueOf(ports.get(2)));
    environment.put("RABBITMQ_NODENAME", "st2-" + port + "@localhost");
    environment.put("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq.conf").toString());
    environment.put("RABBITMQ_ENABLED_PLUGINS_FILE", folder.resolve("enabled_plugins").toString());
    environment.put("RABBITMQ_MNESIA_BASE", folder.resolve("mnesia").toString());
    environment.put("RABBITMQ_LOG_BASE", folder.resolve("log").toString());
    environment.put("RABBITMQ_CONF_ENV_FILE", "/dev/null");
  }

  /** epmd is started first and in the same group: the one that Erlang starts outlives it. */
  void start() {
    String script = "epmd & exec /usr/lib/rabbitmq/bin/rabbitmq-server";
    server =
        Supervised.start(
            folder.resolve("output"), environment, List.of("bash", "-c", script, "rabbitmq"));
    server.awaitOutput("Server startup complete");
  }

  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private String configuration(@Nullable Certificates certificates) {
    String listener =
        certificates == null
            ? "listeners.tcp.1 = 127.0.0.1:" + port + "\n"
            : "listeners.tcp = none\nlisteners.ssl.1 = 127.0.0.1:"
                + port
                + "\nssl_options.cacertfile = "
                + certificates.ca()
                + "\nssl_options.certfile = "
                + certificates.certificate()
                + "\nssl_options.keyfile = "
                + certificates.key()
                + "\n";
    return listener
        + "distribution.listener.interface = 127.0.0.1\n"
        + "load_definitions = "
        + folder.resolve("definitions.json")
        + "\ndisk_free_limit.absolute = 10MB\nlog.console = true\nlog.file = false\n";
  }

  private static String definitions() {
    String password = PASSWORD.replace("\\", "\\\\").replace("\"", "\\\"");
    String permission =
        "{\"user\":\"st2\",\"vhost\":\"%s\",\"configure\":\".*\",\"write\":\".*\",\"read\":\".*\"}";
    return "{\"vhosts\":[{\"name\":\"/\"},{\"name\":\""
        + VIRTUAL_HOST
        + "\"}],\"users\":[{\"name\":\"st2\",\"password\":\""
        + password
        + "\",\"tags\":\"\"}],\"permissions\":["
        + permission.formatted("/")
        + ","
        + permission.formatted(VIRTUAL_HOST)
        + "]}";
  }

  @Override
  public void close() {
    stop();
  }
}
