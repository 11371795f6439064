// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.redis;

import io.github.cdk8s.stackstorm.internal.BackendContext;
import io.github.cdk8s.stackstorm.internal.BackendPods;
import io.github.cdk8s.stackstorm.internal.ContainerPlan;
import io.github.cdk8s.stackstorm.internal.PodPlan;
import io.github.cdk8s.stackstorm.internal.Resource;
import io.github.cdk8s.stackstorm.internal.StatefulPlan;
import io.github.cdk8s.stackstorm.internal.StatefulPlanBuilder;
import io.github.cdk8s.stackstorm.internal.Volumes;
import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.k8s.Resources;
import io.github.cdk8s.stackstorm.k8s.Storage;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The pod of a Redis and a Sentinel. */
final class RedisPod {

  static final int REDIS_PORT = 6379;
  static final int SENTINEL_PORT = 26379;
  static final String CONFIG_SCRIPT = "config.sh";

  private static final int UID = 999;
  private static final String SCRIPT_FOLDER = "/opt/redis-scripts";
  private static final String CONFIG_FOLDER = "/run/redis";

  /** What Redis itself and the copy that it makes when it saves need beside the data. */
  private static final BigDecimal DATA_SHARE = new BigDecimal("0.7");

  private static final Resources REDIS_RESOURCES =
      Resources.builder()
          .cpuRequest(Quantity.of("100m"))
          .memoryRequest(Quantity.of("128Mi"))
          .memoryLimit(Quantity.of("256Mi"))
          .build();
  private static final Resources SENTINEL_RESOURCES =
      Resources.builder()
          .cpuRequest(Quantity.of("25m"))
          .memoryRequest(Quantity.of("32Mi"))
          .memoryLimit(Quantity.of("64Mi"))
          .build();

  private RedisPod() {}

  static StatefulPlan plan(BackendContext context, RedisSentinelProps props, int members) {
    Image image = props.image() == null ? RedisSentinelProps.DEFAULT_IMAGE : props.image();
    Storage storage =
        props.storage() == null ? RedisSentinelProps.DEFAULT_STORAGE : props.storage();
    WorkloadSettings settings = BackendPods.settings(props.workload());
    Map<String, Integer> ports = Map.of("redis", REDIS_PORT);
    Map<String, Integer> sentinelPorts = Map.of("sentinel", SENTINEL_PORT);
    PodPlan pod =
        BackendPods.pod(
                context,
                settings,
                context.identity("redis", "coordination", image.tag(), settings.labels()))
            .main(
                server(
                    "redis",
                    image,
                    "redis-server",
                    "redis.conf",
                    REDIS_PORT,
                    REDIS_RESOURCES,
                    ports))
            .companions(
                List.of(
                    server(
                        "sentinel",
                        image,
                        "redis-sentinel",
                        "sentinel.conf",
                        SENTINEL_PORT,
                        SENTINEL_RESOURCES,
                        sentinelPorts)))
            .initContainers(List.of(config(context, props, image, members)))
            .volumes(
                List.of(
                    Volumes.configMap("scripts", StatefulPlan.config(context.name())),
                    Volumes.memory("config"),
                    Volumes.emptyDir("tmp"),
                    Volumes.secretFile("secret", context.name(), "password")))
            .terminationGracePeriod(Duration.ofMinutes(1))
            .uid(UID)
            .build();
    return StatefulPlanBuilder.builder()
        .pod(pod)
        .members(members)
        .storage(storage)
        .dataVolume("data")
        .ports(new TreeMap<>(Map.of("redis", REDIS_PORT, "sentinel", SENTINEL_PORT)))
        .clientPorts(sentinelPorts)
        .files(Map.of(CONFIG_SCRIPT, Resource.text(RedisSentinel.class, CONFIG_SCRIPT)))
        .build();
  }

  private static ContainerPlan server(
      String name,
      Image image,
      String program,
      String file,
      int port,
      Resources resources,
      Map<String, Integer> ports) {
    return ContainerPlan.builder(name, image)
        .command(List.of(program, CONFIG_FOLDER + "/" + file))
        .ports(ports)
        .mounts(
            List.of(
                Volumes.mount("config", CONFIG_FOLDER),
                Volumes.mount("data", "/data"),
                Volumes.mount("tmp", "/tmp")))
        .resources(resources)
        .readOnlyRoot(true)
        .startupProbe(BackendPods.tcp(port, 5, 60))
        .readinessProbe(BackendPods.tcp(port, 10, 3))
        .livenessProbe(BackendPods.tcp(port, 20, 6))
        .build();
  }

  private static ContainerPlan config(
      BackendContext context, RedisSentinelProps props, Image image, int members) {
    return ContainerPlan.builder("config", image)
        .command(List.of("sh", SCRIPT_FOLDER + "/" + CONFIG_SCRIPT, CONFIG_FOLDER))
        .env(
            List.of(
                BackendPods.podName(),
                BackendPods.variable(
                    "HEADLESS",
                    context.cluster().serviceHost(StatefulPlan.headless(context.name()))),
                BackendPods.variable("FIRST", context.member(0)),
                BackendPods.variable("MASTER_NAME", props.masterName()),
                BackendPods.variable("QUORUM", String.valueOf(members / 2 + 1)),
                BackendPods.variable("MAXMEMORY", maxMemory(props.workload()))))
        .mounts(
            List.of(
                Volumes.readOnly("scripts", SCRIPT_FOLDER),
                Volumes.readOnly("secret", "/run/secret"),
                Volumes.mount("config", CONFIG_FOLDER)))
        .resources(Resources.requests("10m", "32Mi"))
        .readOnlyRoot(true)
        .build();
  }

  /** Follows the memory limit, so that Redis refuses writes before the kernel kills it. */
  private static String maxMemory(WorkloadSettings workload) {
    Quantity limit =
        Objects.requireNonNull(workload.resources().orElse(REDIS_RESOURCES).memoryLimit());
    return limit.amount().multiply(DATA_SHARE).setScale(0, RoundingMode.DOWN).toPlainString();
  }
}
