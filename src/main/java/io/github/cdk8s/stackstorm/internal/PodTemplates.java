// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.internal;

import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.k8s.ImagePullPolicy;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cdk8s.plus34.k8s.Capabilities;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.ContainerPort;
import org.cdk8s.plus34.k8s.EnvFromSource;
import org.cdk8s.plus34.k8s.EnvVar;
import org.cdk8s.plus34.k8s.Lifecycle;
import org.cdk8s.plus34.k8s.LocalObjectReference;
import org.cdk8s.plus34.k8s.ObjectMeta;
import org.cdk8s.plus34.k8s.PodSecurityContext;
import org.cdk8s.plus34.k8s.PodSpec;
import org.cdk8s.plus34.k8s.PodTemplateSpec;
import org.cdk8s.plus34.k8s.SeccompProfile;
import org.cdk8s.plus34.k8s.SecretEnvSource;
import org.cdk8s.plus34.k8s.SecurityContext;
import org.cdk8s.plus34.k8s.Volume;
import org.jspecify.annotations.Nullable;

/** Renders every pod of the library, so that a rule for all pods has one place. */
public final class PodTemplates {

  private final PodPlan plan;
  private final WorkloadSettings settings;
  private final Surroundings surroundings;

  private PodTemplates(PodPlan plan) {
    this.plan = plan;
    this.settings = plan.settings();
    this.surroundings = new Surroundings(plan.context());
  }

  public static PodTemplateSpec render(PodPlan plan) {
    return new PodTemplates(plan).template();
  }

  private PodTemplateSpec template() {
    Map<String, String> annotations = new TreeMap<>(settings.annotations());
    annotations.putAll(plan.annotations());
    return PodTemplateSpec.builder()
        .metadata(
            ObjectMeta.builder()
                .labels(plan.identity().allLabels())
                .annotations(annotations.isEmpty() ? null : annotations)
                .build())
        .spec(spec())
        .build();
  }

  private PodSpec spec() {
    Placements placement = new Placements(settings.placement(), plan.identity());
    List<Container> init = initContainers();
    List<Volume> volumes =
        joined(joined(plan.volumes(), surroundings.volumes()), settings.volumes());
    Map<String, String> nodeSelector = settings.placement().nodeSelector();
    Duration grace = settings.terminationGracePeriod();
    return PodSpec.builder()
        .serviceAccountName(
            settings.serviceAccount() == null ? null : settings.serviceAccount().name())
        .automountServiceAccountToken(settings.serviceAccount() != null)
        .enableServiceLinks(false)
        .shareProcessNamespace(plan.shareProcessNamespace() ? true : null)
        .terminationGracePeriodSeconds(
            (grace == null ? plan.terminationGracePeriod() : grace).toSeconds())
        .securityContext(podSecurity())
        .imagePullSecrets(pullSecrets())
        .initContainers(init.isEmpty() ? null : init)
        .containers(containers())
        .volumes(volumes.isEmpty() ? null : volumes)
        .nodeSelector(nodeSelector.isEmpty() ? null : nodeSelector)
        .affinity(placement.affinity())
        .topologySpreadConstraints(placement.spread(plan.revisioned()))
        .tolerations(placement.tolerations())
        .hostAliases(settings.hostAliases().isEmpty() ? null : settings.hostAliases())
        .dnsPolicy(settings.dnsPolicy() == null ? null : settings.dnsPolicy().value())
        .dnsConfig(settings.dnsConfig())
        .priorityClassName(settings.priorityClassName())
        .build();
  }

  private List<Container> containers() {
    ContainerPlan main = plan.main();
    ContainerPlan configured =
        ContainerPlanBuilder.builder(main)
            .env(joined(main.env(), Surroundings.variables(settings.env())))
            .envFrom(joined(main.envFrom(), secrets(settings.envFromSecrets())))
            .mounts(joined(main.mounts(), settings.volumeMounts()))
            .resources(settings.resources().orElse(main.resources()))
            .build();
    List<Container> containers = new ArrayList<>();
    SecurityContext own = settings.securityContext();
    containers.add(container(configured, own == null ? security(main) : own));
    plan.companions().forEach(companion -> containers.add(container(companion, beside(companion))));
    containers.addAll(settings.sidecars());
    return containers;
  }

  private List<Container> initContainers() {
    return joined(
        plan.initContainers().stream().map(init -> container(init, beside(init))).toList(),
        settings.initContainers());
  }

  private Container container(ContainerPlan container, SecurityContext security) {
    String mirror = plan.context().pods().imageRegistry();
    Image image = mirror == null ? container.image() : container.image().mirroredIn(mirror);
    ImagePullPolicy pull = settings.imagePullPolicy();
    List<ContainerPort> ports =
        container.ports().entrySet().stream()
            .map(
                port ->
                    ContainerPort.builder()
                        .name(port.getKey())
                        .containerPort(port.getValue())
                        .build())
            .toList();
    return Container.builder()
        .name(container.name())
        .image(image.reference())
        .imagePullPolicy((pull == null ? ImagePullPolicy.IF_NOT_PRESENT : pull).value())
        .command(orNull(container.command()))
        .args(orNull(container.args()))
        .ports(orNull(ports))
        .envFrom(orNull(container.envFrom()))
        .env(orNull(lastWins(surroundings.env(), container.env())))
        .volumeMounts(orNull(joined(container.mounts(), surroundings.mounts())))
        .resources(L1.resources(container.resources()))
        .securityContext(security)
        .startupProbe(container.startupProbe())
        .readinessProbe(container.readinessProbe())
        .livenessProbe(container.livenessProbe())
        .lifecycle(
            container.preStop() == null
                ? null
                : Lifecycle.builder().preStop(container.preStop()).build())
        .build();
  }

  private static SecurityContext security(ContainerPlan container) {
    return restricted(container).build();
  }

  /**
   * What a container that prepares files for the main one, or shares files with it, runs as: the
   * same user, so that both can read them. One that keeps capabilities needs root for them.
   */
  private SecurityContext beside(ContainerPlan container) {
    SecurityContext main = settings.securityContext();
    PodSecurityContext pod = settings.podSecurityContext();
    SecurityContext.Builder security = restricted(container);
    if (!container.capabilities().isEmpty()) {
      boolean another = pod != null && pod.getRunAsUser() != null;
      return another ? security.runAsUser(0).runAsGroup(0).build() : security.build();
    }
    return main == null
        ? security.build()
        : security.runAsUser(main.getRunAsUser()).runAsGroup(main.getRunAsGroup()).build();
  }

  private static SecurityContext.Builder restricted(ContainerPlan container) {
    return SecurityContext.builder()
        .allowPrivilegeEscalation(false)
        .readOnlyRootFilesystem(container.readOnlyRoot() ? true : null)
        .capabilities(
            Capabilities.builder()
                .drop(List.of("ALL"))
                .add(orNull(container.capabilities()))
                .build());
  }

  private PodSecurityContext podSecurity() {
    if (settings.podSecurityContext() != null) {
      return settings.podSecurityContext();
    }
    Integer uid = plan.uid();
    return PodSecurityContext.builder()
        .seccompProfile(SeccompProfile.builder().type("RuntimeDefault").build())
        .runAsNonRoot(uid == null ? null : true)
        .runAsUser(uid)
        .runAsGroup(uid)
        .fsGroup(uid)
        .fsGroupChangePolicy(uid == null ? null : "OnRootMismatch")
        .build();
  }

  private @Nullable List<LocalObjectReference> pullSecrets() {
    return orNull(
        settings.imagePullSecrets().stream()
            .map(SecretRef::name)
            .distinct()
            .map(name -> LocalObjectReference.builder().name(name).build())
            .toList());
  }

  private static List<EnvFromSource> secrets(List<SecretRef> secrets) {
    return secrets.stream()
        .map(
            secret ->
                EnvFromSource.builder()
                    .secretRef(SecretEnvSource.builder().name(secret.name()).build())
                    .build())
        .toList();
  }

  /**
   * A variable may stand once in a container: the container's own replaces that of the
   * surroundings.
   */
  private static List<EnvVar> lastWins(List<EnvVar> surroundings, List<EnvVar> own) {
    Map<String, EnvVar> env = new LinkedHashMap<>();
    joined(surroundings, own).forEach(variable -> env.put(variable.getName(), variable));
    return List.copyOf(env.values());
  }

  private static <T> @Nullable List<T> orNull(List<T> list) {
    return list.isEmpty() ? null : list;
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
