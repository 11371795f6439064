// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.mongo;

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
import software.constructs.Construct;

/**
 * A MongoDB replica set on the official image: a StatefulSet whose members start in parallel, a
 * headless Service that names them, a Service, a disruption budget, and a volume claim for each
 * member. Its password and key file come from the Secret of its name, under the keys {@code
 * username}, {@code password}, {@code root-password} and {@code keyfile}.
 */
public class MongoReplicaSet extends Construct {

  private static final int PORT = 27017;
  private static final int UID = 999;
  private static final Quantity LEAST_STORAGE = Quantity.gibibytes(1);
  private static final Resources RESOURCES =
      Resources.builder()
          .cpuRequest(Quantity.of("500m"))
          .memoryRequest(Quantity.of("1Gi"))
          .memoryLimit(Quantity.of("2Gi"))
          .build();

  private final MongoEndpoint endpoint;

  /** Three members, named by the id. */
  public MongoReplicaSet(Construct scope, String id) {
    this(scope, id, MongoReplicaSetProps.builder().build());
  }

  /** Properties that break a rule are reported by cdk8s at synth, and nothing is rendered. */
  public MongoReplicaSet(Construct scope, String id, MongoReplicaSetProps props) {
    super(scope, id);
    BackendContext context = BackendContext.of(this, id, props.name(), props.context());
    int members = BackendPods.members(props.members());
    StatefulPlan plan = plan(context, props, members);
    Problems problems = new Problems();
    context.check(problems);
    problems.addAll(Quorum.problems("members", members));
    problems.require(
        props.replicaSet().matches("[A-Za-z0-9_-]{1,63}"),
        "replicaSet",
        '"' + props.replicaSet() + '"',
        "must be letters, digits, '-' and '_'",
        "leave it out for rs0");
    BackendPods.check(this, problems, plan, LEAST_STORAGE);
    endpoint =
        MongoEndpoint.builder()
            .hosts(context.hosts(members, PORT))
            .database(props.database())
            .replicaSet(props.replicaSet())
            .credentials(Credentials.in(SecretRef.named(context.name())))
            .build();
    if (!problems.reportAt(this)) {
      StatefulBackend.render(this, plan);
    }
  }

  /** How clients reach it. */
  public MongoEndpoint endpoint() {
    return endpoint;
  }

  private static StatefulPlan plan(
      BackendContext context, MongoReplicaSetProps props, int members) {
    Image image = props.image() == null ? MongoReplicaSetProps.DEFAULT_IMAGE : props.image();
    Storage storage =
        props.storage() == null ? MongoReplicaSetProps.DEFAULT_STORAGE : props.storage();
    WorkloadSettings settings = BackendPods.settings(props.workload());
    ContainerPlan mongod =
        ContainerPlan.builder("mongod", image)
            .command(
                List.of(
                    "mongod",
                    "--replSet=" + props.replicaSet(),
                    "--bind_ip_all",
                    "--port=" + PORT,
                    "--dbpath=/data/db",
                    "--keyFile=/run/mongodb/keyfile"))
            .ports(Map.of("mongodb", PORT))
            .mounts(
                List.of(
                    Volumes.mount("data", "/data/db"),
                    Volumes.mount("configdb", "/data/configdb"),
                    Volumes.mount("tmp", "/tmp"),
                    Volumes.readOnly("keyfile", "/run/mongodb")))
            .resources(RESOURCES)
            .readOnlyRoot(true)
            .startupProbe(BackendPods.tcp(PORT, 5, 60))
            .readinessProbe(BackendPods.tcp(PORT, 10, 3))
            .livenessProbe(BackendPods.tcp(PORT, 20, 6))
            .build();
    ContainerPlan keyfile =
        BackendPods.copySecret("keyfile", image, "/run/secret/keyfile", "/run/mongodb/keyfile")
            .mounts(
                List.of(
                    Volumes.readOnly("secret", "/run/secret"),
                    Volumes.mount("keyfile", "/run/mongodb")))
            .build();
    PodPlan pod =
        BackendPods.pod(
                context,
                settings,
                context.identity("mongodb", "database", image.tag(), settings.labels()))
            .main(mongod)
            .initContainers(List.of(keyfile))
            .volumes(
                List.of(
                    Volumes.emptyDir("configdb"),
                    Volumes.emptyDir("tmp"),
                    Volumes.memory("keyfile"),
                    Volumes.secretFile("secret", context.name(), "keyfile")))
            .terminationGracePeriod(Duration.ofMinutes(2))
            .uid(UID)
            .build();
    return StatefulPlanBuilder.builder()
        .pod(pod)
        .members(members)
        .storage(storage)
        .dataVolume("data")
        .ports(Map.of("mongodb", PORT))
        .clientPorts(Map.of("mongodb", PORT))
        .build();
  }
}
