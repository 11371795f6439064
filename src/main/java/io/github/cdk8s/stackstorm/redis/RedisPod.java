// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.redis;

import io.github.cdk8s.stackstorm.internal.BackendContext;
import io.github.cdk8s.stackstorm.internal.BackendPods;
import io.github.cdk8s.stackstorm.internal.ContainerPlan;
import io.github.cdk8s.stackstorm.internal.ContainerPlanBuilder;
import io.github.cdk8s.stackstorm.internal.PodPlan;
import io.github.cdk8s.stackstorm.internal.Resource;
import io.github.cdk8s.stackstorm.internal.StatefulPlan;
import io.github.cdk8s.stackstorm.internal.StatefulPlanBuilder;
import io.github.cdk8s.stackstorm.internal.Volumes;
import io.github.cdk8s.stackstorm.k8s.Credentials;
import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.k8s.Resources;
import io.github.cdk8s.stackstorm.k8s.Storage;
import io.github.cdk8s.stackstorm.workload.Metrics;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cdk8s.plus34.k8s.EnvVar;
import org.cdk8s.plus34.k8s.EnvVarSource;
import org.cdk8s.plus34.k8s.ExecAction;
import org.cdk8s.plus34.k8s.KeyToPath;
import org.cdk8s.plus34.k8s.LifecycleHandler;
import org.cdk8s.plus34.k8s.SecretKeySelector;
import org.cdk8s.plus34.k8s.SecretVolumeSource;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;

/**
 * The pod of a Redis and a Sentinel. Both write their configuration when they start and rewrite it
 * whenever roles change, so that none of it can be a ConfigMap: Redis' in memory, since it is made
 * anew each time; the Sentinel's on the volume, since it holds what the Sentinel has learned.
 */
final class RedisPod {

  static final int REDIS_PORT = 6379;
  static final int SENTINEL_PORT = 26379;
  static final List<String> SCRIPTS =
      List.of(
          "common.sh",
          "redis.sh",
          "sentinel.sh",
          "alive.sh",
          "ready.sh",
          "hand-over.sh",
          "outlast.sh",
          "rotate.sh");

  private static final int METRICS_PORT = 9121;
  private static final int UID = 999;
  private static final String SCRIPT_FOLDER = "/opt/redis-scripts";
  private static final String CERTIFICATE_FOLDER = "/run/redis-tls";

  /** What Redis itself, the copy that it makes when it saves, and its replicas need beside it. */
  private static final BigDecimal DATA_SHARE = new BigDecimal("0.7");

  /**
   * 20 s to hand over, 10 s in which Redis waits for its replicas, and as much for good measure.
   */
  private static final Duration GRACE = Duration.ofMinutes(1);

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
  private static final Resources EXPORTER_RESOURCES =
      Resources.builder()
          .cpuRequest(Quantity.of("10m"))
          .memoryRequest(Quantity.of("32Mi"))
          .memoryLimit(Quantity.of("64Mi"))
          .build();

  private final BackendContext context;
  private final RedisSentinelProps props;
  private final int members;
  private final Credentials credentials;
  private final Image image;

  RedisPod(BackendContext context, RedisSentinelProps props, int members, Credentials credentials) {
    this.context = context;
    this.props = props;
    this.members = members;
    this.credentials = credentials;
    this.image = props.image() == null ? RedisSentinelProps.DEFAULT_IMAGE : props.image();
  }

  StatefulPlan plan() {
    WorkloadSettings settings = BackendPods.settings(props.workload());
    Metrics metrics = props.metrics();
    List<ContainerPlan> companions = new ArrayList<>(List.of(sentinel()));
    Map<String, Integer> ports =
        new TreeMap<>(Map.of("redis", REDIS_PORT, "sentinel", SENTINEL_PORT));
    if (metrics != null) {
      companions.add(exporter(metrics));
      ports.put(StatefulPlan.METRICS_PORT, METRICS_PORT);
    }
    PodPlan pod =
        BackendPods.pod(
                context,
                settings,
                context.identity("redis", "coordination", image.tag(), settings.labels()))
            .main(redis())
            .companions(companions)
            .volumes(volumes())
            .terminationGracePeriod(GRACE)
            .uid(UID)
            .build();
    return StatefulPlanBuilder.builder()
        .pod(pod)
        .members(members)
        .storage(storage(props))
        .dataVolume("data")
        .ports(ports)
        .clientPorts(Map.of("sentinel", SENTINEL_PORT))
        .files(
            SCRIPTS.stream()
                .collect(
                    Collectors.toMap(
                        Function.identity(), name -> Resource.text(RedisSentinel.class, name))))
        .tls(props.tls())
        .metrics(metrics)
        .build();
  }

  static Quantity memoryLimit(WorkloadSettings workload) {
    return Objects.requireNonNull(workload.resources().orElse(REDIS_RESOURCES).memoryLimit());
  }

  /** In bytes. It follows the memory limit: Redis refuses writes before the kernel kills it. */
  static BigDecimal maxMemory(WorkloadSettings workload) {
    return memoryLimit(workload).amount().multiply(DATA_SHARE).setScale(0, RoundingMode.DOWN);
  }

  private static Storage storage(RedisSentinelProps props) {
    return props.storage() == null ? RedisSentinelProps.DEFAULT_STORAGE : props.storage();
  }

  private ContainerPlan redis() {
    List<EnvVar> env = new ArrayList<>(env());
    env.add(BackendPods.variable("MAXMEMORY", maxMemory(props.workload()).toPlainString()));
    return server("redis")
        .env(env)
        .ports(Map.of("redis", REDIS_PORT))
        .resources(REDIS_RESOURCES)
        .readinessProbe(BackendPods.exec(script("ready.sh"), 10, 5, 3))
        .preStop(exec(script("hand-over.sh")))
        .build();
  }

  private ContainerPlan sentinel() {
    return server("sentinel")
        .ports(Map.of("sentinel", SENTINEL_PORT))
        .resources(SENTINEL_RESOURCES)
        // never its quorum, which would take all of them out of the Service at once
        .readinessProbe(BackendPods.exec(script("alive.sh", "sentinel"), 10, 5, 3))
        .preStop(exec(script("outlast.sh")))
        .build();
  }

  private ContainerPlanBuilder server(String name) {
    return ContainerPlan.builder(name, image)
        .command(script(name + ".sh"))
        .env(env())
        .mounts(mounts())
        .readOnlyRoot(true)
        // up to two minutes to agree on a master, and then the loading of the data
        .startupProbe(BackendPods.exec(script("alive.sh", name), 5, 5, 60))
        .livenessProbe(BackendPods.exec(script("alive.sh", name), 20, 5, 6));
  }

  /** The exporter reads the password when it starts; it speaks to the Redis of its own pod only. */
  private ContainerPlan exporter(Metrics metrics) {
    List<EnvVar> env = new ArrayList<>();
    String scheme = props.tls() == null ? "redis" : "rediss";
    env.add(BackendPods.variable("REDIS_ADDR", scheme + "://localhost:" + REDIS_PORT));
    env.add(password());
    List<VolumeMount> mounts = new ArrayList<>();
    if (props.tls() != null) {
      env.add(
          BackendPods.variable("REDIS_EXPORTER_TLS_CA_CERT_FILE", CERTIFICATE_FOLDER + "/ca.crt"));
      mounts.add(Volumes.readOnly("tls", CERTIFICATE_FOLDER));
    }
    return ContainerPlan.builder(
            "exporter",
            metrics.exporter() == null ? RedisSentinelProps.DEFAULT_EXPORTER : metrics.exporter())
        .ports(Map.of(StatefulPlan.METRICS_PORT, METRICS_PORT))
        .env(env)
        .mounts(mounts)
        .resources(EXPORTER_RESOURCES)
        .readOnlyRoot(true)
        .readinessProbe(BackendPods.tcp(METRICS_PORT, 10, 3))
        .livenessProbe(BackendPods.tcp(METRICS_PORT, 20, 6))
        .build();
  }

  private EnvVar password() {
    return EnvVar.builder()
        .name("REDIS_PASSWORD")
        .valueFrom(
            EnvVarSource.builder()
                .secretKeyRef(
                    SecretKeySelector.builder()
                        .name(credentials.secret().name())
                        .key(credentials.passwordKey())
                        .build())
                .build())
        .build();
  }

  private List<EnvVar> env() {
    List<EnvVar> env =
        new ArrayList<>(
            List.of(
                BackendPods.podName(),
                BackendPods.variable(
                    "HEADLESS",
                    context.cluster().serviceHost(StatefulPlan.headless(context.name()))),
                BackendPods.variable("MEMBERS", String.valueOf(members)),
                BackendPods.variable("MASTER_NAME", props.masterName())));
    if (props.tls() != null) {
      env.add(BackendPods.variable("TLS", "yes"));
    }
    return env;
  }

  private List<VolumeMount> mounts() {
    List<VolumeMount> mounts =
        new ArrayList<>(
            List.of(
                Volumes.readOnly("scripts", SCRIPT_FOLDER),
                Volumes.readOnly("secret", "/run/secret"),
                Volumes.mount("run", "/run/redis"),
                Volumes.mount("data", "/data"),
                Volumes.mount("tmp", "/tmp")));
    if (props.tls() != null) {
      mounts.add(Volumes.readOnly("tls", CERTIFICATE_FOLDER));
    }
    return mounts;
  }

  private List<Volume> volumes() {
    List<Volume> volumes =
        new ArrayList<>(
            List.of(
                Volumes.configMap("scripts", StatefulPlan.config(context.name())),
                Volumes.memory("run"),
                Volumes.emptyDir("tmp"),
                passwords()));
    if (props.tls() != null) {
      volumes.add(
          Volume.builder()
              .name("tls")
              .secret(
                  SecretVolumeSource.builder()
                      .secretName(props.tls().secret(context.name()).name())
                      .build())
              .build());
    }
    return volumes;
  }

  private Volume passwords() {
    List<KeyToPath> files = new ArrayList<>();
    files.add(KeyToPath.builder().key(credentials.passwordKey()).path("password").build());
    if (props.sentinelPassword() != null) {
      files.add(
          KeyToPath.builder().key(props.sentinelPassword()).path("sentinel-password").build());
    }
    return Volume.builder()
        .name("secret")
        .secret(
            SecretVolumeSource.builder()
                .secretName(credentials.secret().name())
                .items(files)
                .build())
        .build();
  }

  private static LifecycleHandler exec(List<String> command) {
    return LifecycleHandler.builder().exec(ExecAction.builder().command(command).build()).build();
  }

  private static List<String> script(String name, String... arguments) {
    List<String> command = new ArrayList<>(List.of("sh", SCRIPT_FOLDER + "/" + name));
    command.addAll(List.of(arguments));
    return command;
  }
}
