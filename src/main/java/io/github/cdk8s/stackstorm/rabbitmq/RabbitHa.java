// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.rabbitmq;

import io.github.cdk8s.stackstorm.internal.BackendContext;
import io.github.cdk8s.stackstorm.internal.BackendPods;
import io.github.cdk8s.stackstorm.internal.ContainerPlan;
import io.github.cdk8s.stackstorm.internal.PodPlan;
import io.github.cdk8s.stackstorm.internal.Problems;
import io.github.cdk8s.stackstorm.internal.StatefulBackend;
import io.github.cdk8s.stackstorm.internal.StatefulPlan;
import io.github.cdk8s.stackstorm.internal.StatefulPlanBuilder;
import io.github.cdk8s.stackstorm.internal.Volumes;
import io.github.cdk8s.stackstorm.k8s.Credentials;
import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.k8s.Quorum;
import io.github.cdk8s.stackstorm.k8s.Resources;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import io.github.cdk8s.stackstorm.k8s.Storage;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cdk8s.plus34.k8s.EnvVar;
import software.constructs.Construct;

/**
 * A RabbitMQ cluster on the official image: a StatefulSet whose nodes start in parallel and find
 * each other, a headless Service that names them, a Service, a disruption budget, a ConfigMap, and
 * a volume claim for each node. Login and Erlang cookie come from the Secret of its name, under the
 * keys {@code username}, {@code password} and {@code erlang-cookie}.
 */
public class RabbitHa extends Construct {

  private static final int AMQP = 5672;
  private static final int UID = 999;
  private static final Quantity LEAST_STORAGE = Quantity.gibibytes(2);
  private static final Resources RESOURCES =
      Resources.builder()
          .cpuRequest(Quantity.of("500m"))
          .memoryRequest(Quantity.of("1Gi"))
          .memoryLimit(Quantity.of("2Gi"))
          .build();
  private static final Map<String, Integer> CLIENT_PORTS =
      new TreeMap<>(Map.of("amqp", AMQP, "management", 15672, "prometheus", 15692));
  private static final Map<String, Integer> PORTS =
      new TreeMap<>(
          Map.of(
              "amqp",
              AMQP,
              "epmd",
              4369,
              "distribution",
              25672,
              "management",
              15672,
              "prometheus",
              15692));

  private final RabbitEndpoint endpoint;

  /** Three nodes, named by the id. */
  public RabbitHa(Construct scope, String id) {
    this(scope, id, RabbitHaProps.builder().build());
  }

  /** Properties that break a rule are reported by cdk8s at synth, and nothing is rendered. */
  public RabbitHa(Construct scope, String id, RabbitHaProps props) {
    super(scope, id);
    BackendContext context = BackendContext.of(this, id, props.name(), props.context());
    int members = BackendPods.members(props.members());
    StatefulPlan plan = plan(context, props, members);
    Problems problems = new Problems();
    context.check(problems);
    problems.addAll(Quorum.problems("members", members));
    BackendPods.check(this, problems, plan, LEAST_STORAGE);
    endpoint =
        RabbitEndpoint.builder()
            .hosts(context.hosts(members, AMQP))
            .credentials(Credentials.in(SecretRef.named(context.name())))
            .build();
    if (!problems.reportAt(this)) {
      StatefulBackend.render(this, plan);
    }
  }

  /** How clients reach it. */
  public RabbitEndpoint endpoint() {
    return endpoint;
  }

  private static StatefulPlan plan(BackendContext context, RabbitHaProps props, int members) {
    Image image = props.image() == null ? RabbitHaProps.DEFAULT_IMAGE : props.image();
    Storage storage = props.storage() == null ? RabbitHaProps.DEFAULT_STORAGE : props.storage();
    WorkloadSettings settings = BackendPods.settings(props.workload());
    ContainerPlan rabbit =
        ContainerPlan.builder("rabbitmq", image)
            .ports(PORTS)
            .env(environment(context))
            .mounts(
                List.of(
                    Volumes.mount("home", "/var/lib/rabbitmq"),
                    Volumes.mount("data", "/var/lib/rabbitmq/mnesia"),
                    Volumes.mount("tmp", "/tmp"),
                    Volumes.mount("log", "/var/log/rabbitmq"),
                    Volumes.file("config", "/etc/rabbitmq/rabbitmq.conf", "rabbitmq.conf"),
                    Volumes.file("config", "/etc/rabbitmq/enabled_plugins", "enabled_plugins")))
            .resources(RESOURCES)
            .readOnlyRoot(true)
            .startupProbe(BackendPods.tcp(AMQP, 10, 60))
            .readinessProbe(BackendPods.tcp(AMQP, 10, 3))
            .livenessProbe(BackendPods.tcp(4369, 30, 6))
            .build();
    ContainerPlan cookie =
        BackendPods.copySecret(
                "erlang-cookie",
                image,
                "/run/secret/erlang-cookie",
                "/var/lib/rabbitmq/.erlang.cookie")
            .mounts(
                List.of(
                    Volumes.readOnly("secret", "/run/secret"),
                    Volumes.mount("home", "/var/lib/rabbitmq")))
            .build();
    PodPlan pod =
        BackendPods.pod(
                context,
                settings,
                context.identity("rabbitmq", "messaging", image.tag(), settings.labels()))
            .main(rabbit)
            .initContainers(List.of(cookie))
            .volumes(
                List.of(
                    Volumes.configMap("config", StatefulPlan.config(context.name())),
                    Volumes.memory("home"),
                    Volumes.emptyDir("tmp"),
                    Volumes.emptyDir("log"),
                    Volumes.secretFile("secret", context.name(), "erlang-cookie")))
            .terminationGracePeriod(Duration.ofMinutes(5))
            .uid(UID)
            .build();
    return StatefulPlanBuilder.builder()
        .pod(pod)
        .members(members)
        .storage(storage)
        .dataVolume("data")
        .ports(PORTS)
        .clientPorts(CLIENT_PORTS)
        .files(
            Map.of(
                "rabbitmq.conf",
                RabbitConfig.render(context, members),
                "enabled_plugins",
                RabbitConfig.PLUGINS))
        .build();
  }

  /**
   * A node's name holds its full DNS name: it is the identity of its data and must never change.
   */
  private static List<EnvVar> environment(BackendContext context) {
    String node =
        "rabbit@$(POD_NAME)."
            + context.cluster().serviceHost(StatefulPlan.headless(context.name()));
    return List.of(
        BackendPods.podName(),
        BackendPods.variable("RABBITMQ_NODENAME", node),
        BackendPods.variable("RABBITMQ_USE_LONGNAME", "true"));
  }
}
