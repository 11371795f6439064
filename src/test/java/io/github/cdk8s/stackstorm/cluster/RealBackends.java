// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.github.cdk8s.stackstorm.cluster.harness.Pods;
import java.util.List;
import java.util.Map;

/** What the backends of a cluster on real nodes say of themselves. */
record RealBackends(Pods pods) {

  private static final String ASK_SENTINEL =
      ". /opt/redis-scripts/common.sh;"
          + " sentinel 127.0.0.1 sentinel get-master-addr-by-name $MASTER_NAME | head -n 1";

  /** The names of the RabbitMQ nodes that run, as a pod of theirs sees it. */
  @SuppressWarnings("unchecked")
  List<String> runningRabbits(Pod pod) {
    String json =
        pods.exec(pod, "rabbitmq", "rabbitmqctl", "-q", "cluster_status", "--formatter", "json");
    return (List<String>) Serialization.unmarshal(json, Map.class).get("running_nodes");
  }

  /** The name of the pod that a Sentinel names as master; empty while it names none. */
  String redisMaster(Pod pod) {
    return pods.exec(pod, "sentinel", "sh", "-c", ASK_SENTINEL).strip().replaceFirst("\\..*", "");
  }

  /** The pod whose agent says that its member is the primary; null while none does. */
  Pod mongoPrimary() {
    return pods.of("mongodb").stream()
        .filter(Pods::isReady)
        .filter(pod -> pods.exec(pod, "mongod", "cat", "/run/agent/status").startsWith("primary"))
        .findFirst()
        .orElse(null);
  }
}
