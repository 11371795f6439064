// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.rabbitmq;

import java.util.ArrayList;
import java.util.List;

/**
 * What RabbitMQ holds from its first start on: virtual host, user, permissions, and the policy that
 * removes what killed sensor containers leave behind. A template: the login is put in by {@code
 * prepare.sh}, in the pod.
 */
final class RabbitDefinitions {

  /** StackStorm's sensor containers declare one such queue at every start, and never delete it. */
  private static final String SENSOR_WATCH = "^st2\\.sensor\\.watch\\.";

  private RabbitDefinitions() {}

  /** At most one placeholder a line: {@code prepare.sh} asks for that. */
  static String template(RabbitHaProps props, RabbitVersion version) {
    String vhost = json(props.virtualHost());
    String type = json(props.defaultQueueType().value());
    List<String> lines = new ArrayList<>();
    lines.add("{");
    lines.add("  \"users\": [{");
    lines.add("    \"name\": \"@USERNAME@\",");
    lines.add("    \"password\": \"@PASSWORD@\",");
    lines.add("    \"tags\": \"management\"");
    lines.add("  }],");
    lines.add(
        version.isBefore(RabbitVersion.V3_13)
            ? "  \"vhosts\": [{\"name\": " + vhost + "}],"
            : "  \"vhosts\": [{\"name\": " + vhost + ", \"default_queue_type\": " + type + "}],");
    lines.add("  \"permissions\": [{");
    lines.add("    \"user\": \"@USERNAME@\",");
    lines.add("    \"vhost\": " + vhost + ",");
    lines.add("    \"configure\": \".*\",");
    lines.add("    \"write\": \".*\",");
    lines.add("    \"read\": \".*\"");
    lines.add("  }],");
    lines.add("  \"policies\": [{");
    lines.add("    \"vhost\": " + vhost + ",");
    lines.add("    \"name\": \"st2-sensor-watch\",");
    lines.add("    \"pattern\": " + json(SENSOR_WATCH) + ",");
    lines.add("    \"apply-to\": \"queues\",");
    lines.add("    \"priority\": 0,");
    lines.add("    \"definition\": {\"expires\": " + props.sensorWatchExpiry().toMillis() + "}");
    lines.add("  }]");
    lines.add("}");
    return String.join("\n", lines) + "\n";
  }

  private static String json(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
