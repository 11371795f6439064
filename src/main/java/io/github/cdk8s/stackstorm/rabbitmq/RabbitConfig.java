// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.rabbitmq;

import io.github.cdk8s.stackstorm.internal.BackendContext;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The configuration files of RabbitMQ, by version. */
final class RabbitConfig {

  static final String DEFINITIONS = RabbitPod.HOME + "/definitions.json";

  /** What the library says unless the user says something else. */
  private static final Set<String> OVERRIDABLE =
      Set.of("log.console.level", "queue_leader_locator", "raft.wal_max_size_bytes");

  /** What is the library's to say, or has no effect beside its definitions. */
  private static final List<String> CONTROLLED =
      List.of(
          "cluster_formation.",
          "default_pass",
          "default_permissions.",
          "default_user",
          "default_vhost",
          "definitions.",
          "disk_free_limit.",
          "listeners.",
          "load_definitions",
          "loopback_users",
          "management.load_definitions",
          "management.ssl.",
          "management.tcp.",
          "prometheus.ssl.",
          "prometheus.tcp.",
          "ssl_options.",
          "vm_memory_high_watermark");

  private final BackendContext context;
  private final RabbitHaProps props;
  private final RabbitVersion version;
  private final int members;
  private final Map<String, String> entries = new LinkedHashMap<>();

  private RabbitConfig(
      BackendContext context, RabbitHaProps props, RabbitVersion version, int members) {
    this.context = context;
    this.props = props;
    this.version = version;
    this.members = members;
  }

  /** {@code rabbitmq.conf}: the library's entries, then the user's, sorted. */
  static String render(
      BackendContext context, RabbitHaProps props, RabbitVersion version, int members) {
    Map<String, String> entries = entries(context, props, version, members);
    Map<String, String> own = new TreeMap<>(props.config());
    entries.keySet().removeAll(own.keySet());
    entries.putAll(own);
    return entries.entrySet().stream()
        .map(entry -> entry.getKey() + " = " + entry.getValue() + "\n")
        .collect(Collectors.joining());
  }

  /** The library's own entries. */
  static Map<String, String> entries(
      BackendContext context, RabbitHaProps props, RabbitVersion version, int members) {
    RabbitConfig config = new RabbitConfig(context, props, version, members);
    config.general();
    config.memoryAndDisk();
    config.cluster();
    config.queues();
    return config.entries;
  }

  /** Whether the user may not set a key. */
  static boolean controls(Set<String> own, String key) {
    return !OVERRIDABLE.contains(key)
        && (own.contains(key) || CONTROLLED.stream().anyMatch(key::startsWith));
  }

  static String plugins(RabbitHaProps props, RabbitVersion version) {
    List<String> plugins = new ArrayList<>(List.of("rabbitmq_management"));
    if (props.metrics() != null) {
      plugins.add("rabbitmq_prometheus");
    }
    if (seeded(version)) {
      plugins.add("rabbitmq_peer_discovery_k8s");
    }
    return "[" + String.join(",", plugins) + "].\n";
  }

  private void general() {
    entries.put("cluster_name", context.name());
    entries.put("loopback_users.guest", "true");
    entries.put("load_definitions", DEFINITIONS);
    entries.put("log.console", "true");
    entries.put("log.console.level", "info");
    entries.put("log.file", "false");
    if (props.tls() == null) {
      entries.put("listeners.tcp.default", String.valueOf(RabbitPod.AMQP));
    } else {
      entries.put("listeners.tcp", "none");
      entries.put("listeners.ssl.default", String.valueOf(RabbitPod.AMQPS));
      entries.put("ssl_options.certfile", RabbitPod.TLS_FOLDER + "/tls.crt");
      entries.put("ssl_options.keyfile", RabbitPod.TLS_FOLDER + "/tls.key");
      // clients log in with a password
      entries.put("ssl_options.verify", "verify_none");
      entries.put("ssl_options.fail_if_no_peer_cert", "false");
      entries.put("management.ssl.port", String.valueOf(RabbitPod.MANAGEMENT_TLS));
      entries.put("management.ssl.certfile", RabbitPod.TLS_FOLDER + "/tls.crt");
      entries.put("management.ssl.keyfile", RabbitPod.TLS_FOLDER + "/tls.key");
    }
    if (props.metrics() != null) {
      entries.put("prometheus.tcp.port", String.valueOf(RabbitPod.METRICS));
    }
  }

  private void memoryAndDisk() {
    BigDecimal limit = RabbitPod.memoryLimit(props).amount();
    // RabbitMQ would otherwise take the node's memory for its own wherever it cannot read the
    // cgroup
    entries.put("total_memory_available_override_value", bytes(limit).toString());
    entries.put("vm_memory_high_watermark.relative", "0.6");
    // its own default is half a gibibyte, of which up to three are in memory at once
    entries.put(
        "raft.wal_max_size_bytes",
        bytes(limit.divide(BigDecimal.valueOf(8), RoundingMode.DOWN))
            .min(BigInteger.valueOf(512L << 20))
            .toString());
    entries.put("disk_free_limit.absolute", bytes(props.diskFreeLimit().amount()).toString());
  }

  private void cluster() {
    if (seeded(version)) {
      // the first ordinal forms the cluster, and all others wait for it: there can be no second one
      entries.put("cluster_formation.peer_discovery_backend", "k8s");
    } else {
      entries.put("cluster_formation.peer_discovery_backend", "classic_config");
      for (int i = 0; i < members; i++) {
        entries.put(
            "cluster_formation.classic_config.nodes." + (i + 1), "rabbit@" + context.member(i));
      }
      discoveryRetries();
    }
    entries.put("cluster_formation.node_cleanup.only_log_warning", "true");
    if (version.isBefore(RabbitVersion.V4_3)) {
      entries.put("cluster_partition_handling", "pause_minority");
      // 30 minutes in which a member that was not the last to stop waits for the others
      entries.put("mnesia_table_loading_retry_timeout", "30000");
      entries.put("mnesia_table_loading_retry_limit", "60");
    }
  }

  /**
   * A blank member that finds no other one stands up alone when its retries are used up. From 3.13
   * on it retries until it has seen one, so patience is what keeps a cluster in one piece; 3.10
   * spends all of its retries while it already holds the lock, so patience only costs time.
   */
  private void discoveryRetries() {
    boolean patient = !version.isBefore(RabbitVersion.V3_13);
    if (members > 1) {
      entries.put("cluster_formation.discovery_retry_limit", patient ? "60" : "10");
      entries.put("cluster_formation.discovery_retry_interval", patient ? "2000" : "500");
    }
  }

  private void queues() {
    entries.put("queue_leader_locator", "balanced");
    // 3.13 knows it from its third patch on; there the virtual host's own default does it
    if (!version.isBefore(RabbitVersion.V4_0)) {
      entries.put("default_queue_type", props.defaultQueueType().value());
    }
  }

  /** Whether members find each other by ordinals, without a list and without Kubernetes' API. */
  private static boolean seeded(RabbitVersion version) {
    return !version.isBefore(RabbitVersion.V4_1);
  }

  private static BigInteger bytes(BigDecimal amount) {
    return amount.toBigInteger();
  }
}
