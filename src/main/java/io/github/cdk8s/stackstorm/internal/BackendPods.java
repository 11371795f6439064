// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.internal;

import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.k8s.LabelSyntax;
import io.github.cdk8s.stackstorm.k8s.Problem;
import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.placement.Placement;
import io.github.cdk8s.stackstorm.workload.ServiceSettings;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cdk8s.plus34.k8s.EnvVar;
import org.cdk8s.plus34.k8s.EnvVarSource;
import org.cdk8s.plus34.k8s.ExecAction;
import org.cdk8s.plus34.k8s.ObjectFieldSelector;
import org.cdk8s.plus34.k8s.Probe;
import org.cdk8s.plus34.k8s.TcpSocketAction;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/** What the pods of the three backends have in common. */
public final class BackendPods {

  private static final int DEFAULT_MEMBERS = 3;

  private BackendPods() {}

  public static int members(@Nullable Integer given) {
    return given == null ? DEFAULT_MEMBERS : given;
  }

  /** The settings over the placement that suits a quorum. */
  public static WorkloadSettings settings(WorkloadSettings given) {
    return given.over(WorkloadSettings.builder().placement(Placement.quorum()).build());
  }

  public static PodPlanBuilder pod(
      BackendContext context, WorkloadSettings settings, Identity identity) {
    return PodPlanBuilder.builder()
        .identity(identity)
        .context(context.cluster())
        .settings(settings);
  }

  /** The rules that hold for every backend. */
  public static void check(
      Construct scope, Problems problems, StatefulPlan plan, Quantity leastStorage) {
    WorkloadSettings settings = plan.pod().settings();
    problems.addAll(
        WorkloadRules.problems("workload", settings, plan.pod(), List.of(plan.dataVolume())));
    problems.addAll(claim(scope, plan));
    problems.addAll(plan.storage().problems("storage", leastStorage));
    problems.require(
        settings.replicas() == null,
        "workload.replicas",
        String.valueOf(settings.replicas()),
        "the number of pods is the number of members",
        "set members instead");
    problems.require(
        settings.image() == null,
        "workload.image",
        String.valueOf(settings.image()),
        "the image of all containers is a property of its own",
        "set image instead");
    problems.require(
        settings.enabled() == null,
        "workload.enabled",
        String.valueOf(settings.enabled()),
        "is for the services of a cluster",
        "do not make the backend; a cluster without it needs an external one");
    problems.require(
        settings.service().equals(ServiceSettings.NONE),
        "workload.service",
        "(set)",
        "is for the services of a cluster; only pods of the cluster reach a backend",
        "make a Service of your own that selects the pods");
    if (plan.metrics() != null) {
      problems.addAll(LabelSyntax.labels("metrics.labels", plan.metrics().labels()));
    }
    Problems.warn(scope, plan.pod().main().image().warnings("image"));
  }

  /** The claims of its members are objects too, whose names a volume could have taken. */
  private static List<Problem> claim(Construct scope, StatefulPlan plan) {
    String name = plan.pod().identity().name();
    String namespace = plan.pod().context().namespace();
    Stream<Names.Taken> claims =
        IntStream.range(0, plan.members())
            .mapToObj(i -> plan.dataVolume() + "-" + name + "-" + i)
            .map(claim -> new Names.Taken("PersistentVolumeClaim", namespace, claim));
    Stream<Names.Taken> objects =
        Stream.of(
            new Names.Taken("StatefulSet", namespace, name),
            new Names.Taken("Service", namespace, name),
            new Names.Taken("PodDisruptionBudget", namespace, name),
            new Names.Taken("Service", namespace, StatefulPlan.headless(name)),
            new Names.Taken("ConfigMap", namespace, StatefulPlan.config(name)));
    return Names.of(plan.pod().context(), scope)
        .claim(scope, "name", name, Stream.concat(objects, claims).toArray(Names.Taken[]::new));
  }

  /** The variable POD_NAME. */
  public static EnvVar podName() {
    return EnvVar.builder()
        .name("POD_NAME")
        .valueFrom(
            EnvVarSource.builder()
                .fieldRef(ObjectFieldSelector.builder().fieldPath("metadata.name").build())
                .build())
        .build();
  }

  public static EnvVar variable(String name, String value) {
    return EnvVar.builder().name(name).value(value).build();
  }

  public static Probe tcp(int port, int period, int failureThreshold) {
    return Probe.builder()
        .tcpSocket(TcpSocketAction.builder().port(L1.number(port)).build())
        .periodSeconds(period)
        .timeoutSeconds(5)
        .failureThreshold(failureThreshold)
        .build();
  }

  public static Probe exec(List<String> command, int period, int timeout, int failureThreshold) {
    return Probe.builder()
        .exec(ExecAction.builder().command(command).build())
        .periodSeconds(period)
        .timeoutSeconds(timeout)
        .failureThreshold(failureThreshold)
        .build();
  }

  /**
   * An init container that copies a file of a Secret to where only its user can read it: programs
   * refuse the group's access that a mounted Secret has.
   */
  public static ContainerPlanBuilder copySecret(String name, Image image, String from, String to) {
    return ContainerPlan.builder(name, image)
        .command(List.of("install", "-m", "0400", from, to))
        .resources(ContainerPlan.WRITING_A_FILE)
        .readOnlyRoot(true);
  }
}
