// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.mongo;

import io.github.cdk8s.stackstorm.internal.BackendContext;
import io.github.cdk8s.stackstorm.internal.BackendPods;
import io.github.cdk8s.stackstorm.internal.ContainerPlan;
import io.github.cdk8s.stackstorm.internal.PodPlan;
import io.github.cdk8s.stackstorm.internal.StatefulPlan;
import io.github.cdk8s.stackstorm.internal.StatefulPlanBuilder;
import io.github.cdk8s.stackstorm.internal.Volumes;
import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.k8s.Resources;
import io.github.cdk8s.stackstorm.k8s.Storage;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cdk8s.plus34.k8s.EnvVar;
import org.cdk8s.plus34.k8s.EnvVarSource;
import org.cdk8s.plus34.k8s.ExecAction;
import org.cdk8s.plus34.k8s.LifecycleHandler;
import org.cdk8s.plus34.k8s.ObjectFieldSelector;
import org.cdk8s.plus34.k8s.VolumeMount;

/**
 * The pod of one member: mongod, its agent, and an exporter where there are metrics. Who mounts
 * what is the point: the key file reaches mongod alone, root's password the agent alone, and no
 * password is a variable of either.
 */
final class MongoPod {

  static final int PORT = 27017;

  private static final int UID = 999;
  private static final String FILES = "/etc/mongo-replica-set";
  private static final String AGENT_FOLDER = "/run/agent";
  private static final Resources RESOURCES =
      Resources.builder()
          .cpuRequest(Quantity.of("500m"))
          .memoryRequest(Quantity.of("1Gi"))
          .memoryLimit(Quantity.of("2Gi"))
          .build();

  /** mongosh, which stays: 160 MiB resident, measured. */
  private static final Resources AGENT_RESOURCES =
      Resources.builder()
          .cpuRequest(Quantity.of("25m"))
          .memoryRequest(Quantity.of("192Mi"))
          .memoryLimit(Quantity.of("384Mi"))
          .build();

  private final BackendContext context;
  private final MongoReplicaSetProps props;
  private final int members;
  private final MongoCredentials logins;
  private final Image image;

  MongoPod(
      BackendContext context, MongoReplicaSetProps props, int members, MongoCredentials logins) {
    this.context = context;
    this.props = props;
    this.members = members;
    this.logins = logins;
    this.image = props.image() == null ? MongoReplicaSetProps.DEFAULT_IMAGE : props.image();
  }

  /** mongod's; never null. */
  static Quantity memoryLimit(MongoReplicaSetProps props) {
    return Objects.requireNonNull(props.workload().resources().orElse(RESOURCES).memoryLimit());
  }

  StatefulPlan plan() {
    Storage storage =
        props.storage() == null ? MongoReplicaSetProps.DEFAULT_STORAGE : props.storage();
    WorkloadSettings settings = BackendPods.settings(props.workload());
    PodPlan pod =
        BackendPods.pod(
                context,
                settings,
                context.identity("mongodb", "database", image.tag(), settings.labels()))
            .main(mongod())
            .companions(
                props.metrics() == null
                    ? List.of(agent())
                    : List.of(agent(), MongoExporter.container(props, logins)))
            .initContainers(List.of(prepare()))
            .volumes(MongoVolumes.all(context.name(), props, logins))
            .terminationGracePeriod(Duration.ofMinutes(2))
            .uid(UID)
            .build();
    Map<String, Integer> ports = new TreeMap<>(Map.of("mongodb", PORT));
    if (props.metrics() != null) {
      ports.put(StatefulPlan.METRICS_PORT, MongoExporter.PORT);
    }
    return StatefulPlanBuilder.builder()
        .pod(pod)
        .members(members)
        .storage(storage)
        .dataVolume("data")
        .ports(ports)
        .clientPorts(Map.of("mongodb", PORT))
        .files(MongoFiles.all(context, props, members, memoryLimit(props)))
        .tls(props.tls())
        .metrics(props.metrics())
        .build();
  }

  private ContainerPlan mongod() {
    return ContainerPlan.builder("mongod", image)
        .command(List.of("mongod", "--config", FILES + "/" + MongoFiles.CONF))
        .ports(Map.of("mongodb", PORT))
        .mounts(
            withCa(
                Volumes.mount("data", "/data/db"),
                Volumes.mount("configdb", "/data/configdb"),
                Volumes.mount("tmp", "/tmp"),
                Volumes.readOnly("files", FILES),
                Volumes.readOnly("keyfile", "/run/mongodb"),
                Volumes.mount("agent", AGENT_FOLDER)))
        .resources(RESOURCES)
        .readOnlyRoot(true)
        // a member that recovers a large journal listens late
        .startupProbe(BackendPods.tcp(PORT, 5, 60))
        .readinessProbe(
            BackendPods.exec(script("status.sh", "45", "primary", "secondary"), 10, 5, 3))
        // never by the state of the set: a restart cures no lost majority
        .livenessProbe(BackendPods.tcp(PORT, 20, 6))
        .preStop(onStop("leave.sh"))
        .build();
  }

  private ContainerPlan agent() {
    List<EnvVar> env = new ArrayList<>();
    env.add(BackendPods.variable("HOME", "/tmp"));
    env.add(BackendPods.podName());
    if (props.tls() != null) {
      env.add(BackendPods.variable("TLS", "true"));
    }
    return ContainerPlan.builder("rs-agent", image)
        .command(List.of("sh", FILES + "/agent.sh"))
        .env(env)
        .mounts(
            withCa(
                Volumes.readOnly("files", FILES),
                Volumes.readOnly("login", "/run/login"),
                Volumes.mount("agent", AGENT_FOLDER),
                Volumes.mount("agent-tmp", "/tmp")))
        .resources(AGENT_RESOURCES)
        .readOnlyRoot(true)
        .readinessProbe(BackendPods.exec(script("status.sh", "45"), 10, 5, 3))
        .livenessProbe(BackendPods.exec(script("status.sh", "120"), 30, 5, 5))
        .preStop(onStop("outlast.sh"))
        .build();
  }

  private ContainerPlan prepare() {
    List<VolumeMount> mounts =
        new ArrayList<>(
            List.of(
                Volumes.readOnly("files", FILES),
                Volumes.readOnly("secret", "/run/secret"),
                Volumes.mount("keyfile", "/run/mongodb")));
    if (props.tls() != null) {
      mounts.add(Volumes.readOnly("tls", "/run/tls"));
    }
    String own = context.cluster().podHost("$(POD_NAME)", StatefulPlan.headless(context.name()));
    EnvVar ip =
        EnvVar.builder()
            .name("POD_IP")
            .valueFrom(
                EnvVarSource.builder()
                    .fieldRef(ObjectFieldSelector.builder().fieldPath("status.podIP").build())
                    .build())
            .build();
    return ContainerPlan.builder("prepare", image)
        .command(List.of("sh", FILES + "/prepare.sh", own, "$(POD_IP)"))
        .env(List.of(BackendPods.podName(), ip))
        .mounts(mounts)
        .resources(ContainerPlan.WRITING_A_FILE)
        .readOnlyRoot(true)
        .build();
  }

  private List<VolumeMount> withCa(VolumeMount... mounts) {
    Stream<VolumeMount> ca =
        props.tls() == null ? Stream.of() : Stream.of(Volumes.readOnly("ca", "/run/ca"));
    return Stream.concat(Stream.of(mounts), ca).toList();
  }

  private static List<String> script(String name, String... arguments) {
    List<String> command = new ArrayList<>(List.of("sh", FILES + "/" + name));
    command.add(AGENT_FOLDER + "/status");
    command.addAll(List.of(arguments));
    return command;
  }

  private static LifecycleHandler onStop(String script) {
    List<String> command = List.of("sh", FILES + "/" + script, AGENT_FOLDER);
    return LifecycleHandler.builder().exec(ExecAction.builder().command(command).build()).build();
  }
}
