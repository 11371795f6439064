// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.rabbitmq;

import io.github.cdk8s.stackstorm.internal.BackendContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The configuration files of RabbitMQ. */
final class RabbitConfig {

  static final String PLUGINS = "[rabbitmq_management,rabbitmq_prometheus].\n";

  private RabbitConfig() {}

  /**
   * Nodes know each other by a list of names, which every version understands and no right in
   * Kubernetes is needed for.
   */
  static String render(BackendContext context, int members) {
    List<String> lines = new ArrayList<>();
    lines.add("cluster_name = " + context.name());
    lines.add("listeners.tcp.default = 5672");
    lines.add("loopback_users.guest = true");
    lines.add("log.console = true");
    lines.add("log.console.level = info");
    lines.add("cluster_formation.peer_discovery_backend = classic_config");
    IntStream.range(0, members)
        .mapToObj(
            i ->
                "cluster_formation.classic_config.nodes."
                    + (i + 1)
                    + " = rabbit@"
                    + context.member(i))
        .forEach(lines::add);
    lines.add("cluster_partition_handling = pause_minority");
    lines.add("queue_leader_locator = balanced");
    lines.add("disk_free_limit.absolute = 1GB");
    lines.add("prometheus.tcp.port = 15692");
    return String.join("\n", lines) + "\n";
  }
}
