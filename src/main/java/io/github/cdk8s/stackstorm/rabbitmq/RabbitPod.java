// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.rabbitmq;

import io.github.cdk8s.stackstorm.internal.BackendContext;
import io.github.cdk8s.stackstorm.internal.BackendPods;
import io.github.cdk8s.stackstorm.internal.ContainerPlan;
import io.github.cdk8s.stackstorm.internal.PodPlan;
import io.github.cdk8s.stackstorm.internal.Resource;
import io.github.cdk8s.stackstorm.internal.StatefulPlan;
import io.github.cdk8s.stackstorm.internal.StatefulPlanBuilder;
import io.github.cdk8s.stackstorm.internal.Volumes;
import io.github.cdk8s.stackstorm.k8s.Credentials;
import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.k8s.Resources;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.cdk8s.plus34.k8s.EnvVar;
import org.cdk8s.plus34.k8s.ExecAction;
import org.cdk8s.plus34.k8s.KeyToPath;
import org.cdk8s.plus34.k8s.LifecycleHandler;
import org.cdk8s.plus34.k8s.SecretVolumeSource;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;

/** The pod of a RabbitMQ member. */
final class RabbitPod {

  static final int AMQP = 5672;
  static final int AMQPS = 5671;
  static final int METRICS = 15692;
  static final int MANAGEMENT_TLS = 15671;
  static final String HOME = "/var/lib/rabbitmq";
  static final String TLS_FOLDER = "/etc/rabbitmq/tls";

  /** What {@code stop.sh} may take, and a clean end after it. */
  static final Duration LEAST_GRACE = Duration.ofSeconds(220);

  private static final int MANAGEMENT = 15672;
  private static final int EPMD = 4369;
  private static final int DISTRIBUTION = 25672;
  private static final int UID = 999;
  private static final String DATA = HOME + "/mnesia";
  private static final String SECRETS = "/run/secret";
  private static final String COOKIE = "/run/erlang";
  private static final String SCRIPTS = "/opt/rabbitmq-scripts";
  private static final Resources RESOURCES =
      Resources.builder()
          .cpuRequest(Quantity.of("500m"))
          .memoryRequest(Quantity.of("1Gi"))
          .memoryLimit(Quantity.of("2Gi"))
          .build();

  private final BackendContext context;
  private final RabbitHaProps props;
  private final RabbitVersion version;
  private final int members;
  private final Image image;

  private RabbitPod(
      BackendContext context, RabbitHaProps props, RabbitVersion version, int members) {
    this.context = context;
    this.props = props;
    this.version = version;
    this.members = members;
    this.image = image(props);
  }

  static StatefulPlan plan(
      BackendContext context, RabbitHaProps props, RabbitVersion version, int members) {
    return new RabbitPod(context, props, version, members).plan();
  }

  static Image image(RabbitHaProps props) {
    return props.image() == null ? RabbitHaProps.DEFAULT_IMAGE : props.image();
  }

  static Quantity memoryLimit(RabbitHaProps props) {
    return Objects.requireNonNull(props.workload().resources().orElse(RESOURCES).memoryLimit());
  }

  static Credentials credentials(BackendContext context, RabbitHaProps props) {
    return props.credentials() == null
        ? Credentials.in(SecretRef.named(context.name()))
        : props.credentials();
  }

  static Credentials erlangCookie(BackendContext context, RabbitHaProps props) {
    return props.erlangCookie() == null
        ? new Credentials(credentials(context, props).secret(), null, "erlang-cookie")
        : props.erlangCookie();
  }

  static int clientPort(RabbitHaProps props) {
    return props.tls() == null ? AMQP : AMQPS;
  }

  private StatefulPlan plan() {
    WorkloadSettings settings = BackendPods.settings(props.workload());
    PodPlan pod =
        BackendPods.pod(
                context,
                settings,
                context.identity("rabbitmq", "messaging", image.tag(), settings.labels()))
            .main(server())
            .initContainers(List.of(prepare()))
            .volumes(volumes())
            .terminationGracePeriod(Duration.ofMinutes(5))
            .uid(UID)
            .build();
    Map<String, Integer> clientPorts = new TreeMap<>();
    clientPorts.put(props.tls() == null ? "amqp" : "amqps", clientPort(props));
    clientPorts.put("management", props.tls() == null ? MANAGEMENT : MANAGEMENT_TLS);
    return StatefulPlanBuilder.builder()
        .pod(pod)
        .members(members)
        .storage(props.storage() == null ? RabbitHaProps.DEFAULT_STORAGE : props.storage())
        .dataVolume("data")
        .ports(ports())
        .clientPorts(clientPorts)
        .files(files())
        .tls(props.tls())
        .metrics(props.metrics())
        .build();
  }

  private Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    files.put("rabbitmq.conf", RabbitConfig.render(context, props, version, members));
    files.put("enabled_plugins", RabbitConfig.plugins(props, version));
    files.put("definitions.json", RabbitDefinitions.template(props, version));
    for (String script : List.of("prepare.sh", "ready.sh", "stop.sh")) {
      files.put(script, Resource.text(RabbitHa.class, script));
    }
    return files;
  }

  private ContainerPlan server() {
    List<VolumeMount> mounts =
        new ArrayList<>(
            List.of(
                Volumes.mount("home", HOME),
                Volumes.mount("data", DATA),
                Volumes.mount("tmp", "/tmp"),
                Volumes.mount("log", "/var/log/rabbitmq"),
                // behind the image's own 10-defaults.conf, which lets guest in from anywhere
                Volumes.file("config", "/etc/rabbitmq/conf.d/90-cluster.conf", "rabbitmq.conf"),
                Volumes.file("config", "/etc/rabbitmq/enabled_plugins", "enabled_plugins"),
                Volumes.readOnly("config", SCRIPTS)));
    if (props.tls() != null) {
      mounts.add(Volumes.readOnly("tls", TLS_FOLDER));
    }
    return ContainerPlan.builder("rabbitmq", image)
        .command(List.of("rabbitmq-server"))
        .ports(ports())
        .env(environment())
        .mounts(mounts)
        .resources(RESOURCES)
        .readOnlyRoot(true)
        // open early: a member that waits for the others must not be killed for it
        .startupProbe(BackendPods.tcp(DISTRIBUTION, 10, 60))
        .readinessProbe(BackendPods.exec(script("ready.sh", members / 2 + 1), 30, 25, 3))
        .livenessProbe(
            BackendPods.exec(List.of("rabbitmq-diagnostics", "-q", "ping", "-t", "25"), 60, 30, 3))
        .preStop(
            LifecycleHandler.builder()
                .exec(ExecAction.builder().command(script("stop.sh", members)).build())
                .build())
        .build();
  }

  private ContainerPlan prepare() {
    return ContainerPlan.builder("prepare", image)
        .command(
            List.of(
                "sh",
                SCRIPTS + "/prepare.sh",
                SCRIPTS + "/definitions.json",
                SECRETS,
                COOKIE + "/erlang-cookie",
                HOME))
        .env(environment())
        .mounts(
            List.of(
                Volumes.readOnly("config", SCRIPTS),
                Volumes.readOnly("login", SECRETS),
                Volumes.readOnly("erlang-cookie", COOKIE),
                Volumes.mount("home", HOME)))
        .resources(ContainerPlan.WRITING_A_FILE)
        .readOnlyRoot(true)
        .build();
  }

  private List<Volume> volumes() {
    Credentials login = credentials(context, props);
    Credentials cookie = erlangCookie(context, props);
    List<Volume> volumes = new ArrayList<>();
    volumes.add(Volumes.configMap("config", StatefulPlan.config(context.name())));
    volumes.add(Volumes.memory("home"));
    volumes.add(Volumes.emptyDir("tmp"));
    volumes.add(Volumes.emptyDir("log"));
    volumes.add(
        secret(
            "login",
            login.secret(),
            List.of(
                file(Objects.requireNonNullElse(login.usernameKey(), "username"), "username"),
                file(login.passwordKey(), "password"))));
    volumes.add(
        Volumes.secretFile(
            "erlang-cookie", cookie.secret().name(), cookie.passwordKey(), "erlang-cookie"));
    if (props.tls() != null) {
      volumes.add(
          secret(
              "tls",
              props.tls().secret(context.name()),
              List.of(file("tls.crt", "tls.crt"), file("tls.key", "tls.key"))));
    }
    return volumes;
  }

  private Map<String, Integer> ports() {
    Map<String, Integer> ports = new TreeMap<>();
    ports.put(props.tls() == null ? "amqp" : "amqps", clientPort(props));
    ports.put("management", props.tls() == null ? MANAGEMENT : MANAGEMENT_TLS);
    ports.put("epmd", EPMD);
    ports.put("distribution", DISTRIBUTION);
    if (props.metrics() != null) {
      ports.put(StatefulPlan.METRICS_PORT, METRICS);
    }
    return ports;
  }

  /**
   * A node's name holds its full DNS name: it is the identity of its data and must never change.
   * The command-line tools of the probes find the cookie in HOME.
   */
  private List<EnvVar> environment() {
    String node =
        "rabbit@$(POD_NAME)."
            + context.cluster().serviceHost(StatefulPlan.headless(context.name()));
    return List.of(
        BackendPods.podName(),
        BackendPods.variable("HOME", HOME),
        BackendPods.variable("RABBITMQ_NODENAME", node),
        BackendPods.variable("RABBITMQ_USE_LONGNAME", "true"));
  }

  private static List<String> script(String name, int argument) {
    return List.of("sh", SCRIPTS + "/" + name, String.valueOf(argument));
  }

  private static KeyToPath file(String key, String path) {
    return KeyToPath.builder().key(key).path(path).build();
  }

  private static Volume secret(String name, SecretRef secret, List<KeyToPath> files) {
    return Volume.builder()
        .name(name)
        .secret(SecretVolumeSource.builder().secretName(secret.name()).items(files).build())
        .build();
  }
}
