// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.internal;

import io.github.cdk8s.stackstorm.k8s.Storage;
import io.github.cdk8s.stackstorm.k8s.Tls;
import io.github.cdk8s.stackstorm.workload.ClusterContext;
import io.github.cdk8s.stackstorm.workload.ServiceSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cdk8s.plus34.k8s.EmptyDirVolumeSource;
import org.cdk8s.plus34.k8s.KubeConfigMap;
import org.cdk8s.plus34.k8s.KubeConfigMapProps;
import org.cdk8s.plus34.k8s.KubePersistentVolumeClaimProps;
import org.cdk8s.plus34.k8s.KubeStatefulSet;
import org.cdk8s.plus34.k8s.KubeStatefulSetProps;
import org.cdk8s.plus34.k8s.LabelSelector;
import org.cdk8s.plus34.k8s.ObjectMeta;
import org.cdk8s.plus34.k8s.PersistentVolumeClaimSpec;
import org.cdk8s.plus34.k8s.StatefulSetPersistentVolumeClaimRetentionPolicy;
import org.cdk8s.plus34.k8s.StatefulSetSpec;
import org.cdk8s.plus34.k8s.StatefulSetUpdateStrategy;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeResourceRequirements;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/**
 * Renders what the three backends have in common: ConfigMap, StatefulSet, both Services, budget,
 * claims, and certificate and ServiceMonitor where they are asked for.
 */
public final class StatefulBackend {

  /** A member must stay ready so long before the next one is restarted. */
  private static final int MIN_READY_SECONDS = 10;

  private StatefulBackend() {}

  public static void render(Construct scope, StatefulPlan plan) {
    PodPlan pod = plan.pod();
    Identity identity = pod.identity();
    String namespace = pod.context().namespace();
    String headless = StatefulPlan.headless(identity.name());
    if (!plan.files().isEmpty()) {
      new KubeConfigMap(
          scope,
          "ConfigMap",
          KubeConfigMapProps.builder()
              .metadata(
                  L1.metadata(StatefulPlan.config(identity.name()), identity, namespace, Map.of()))
              .data(plan.files())
              .build());
    }
    new KubeStatefulSet(
        scope,
        "Resource",
        KubeStatefulSetProps.builder()
            .metadata(L1.metadata(identity, namespace, pod.settings().annotations()))
            .spec(
                StatefulSetSpec.builder()
                    .serviceName(headless)
                    .replicas(plan.members())
                    // all at once: a member may need the others to become ready
                    .podManagementPolicy("Parallel")
                    .minReadySeconds(MIN_READY_SECONDS)
                    .updateStrategy(
                        StatefulSetUpdateStrategy.builder().type("RollingUpdate").build())
                    .selector(LabelSelector.builder().matchLabels(identity.selector()).build())
                    .template(PodTemplates.render(template(plan)))
                    .volumeClaimTemplates(claims(plan))
                    .persistentVolumeClaimRetentionPolicy(retention(plan.storage()))
                    .build())
            .build());
    Companions companions = new Companions(scope, identity, namespace);
    companions.headless(headless, plan.ports());
    companions.service(ServiceSettings.NONE, plan.clientPorts());
    companions.budget(plan.members());
    if (plan.tls() instanceof Tls.CertManager certManager) {
      CustomObjects.certificate(scope, identity, namespace, certManager, dnsNames(plan));
    }
    if (plan.metrics() != null && plan.metrics().serviceMonitor()) {
      CustomObjects.serviceMonitor(scope, identity, namespace, plan.metrics());
    }
  }

  /** All names by which somebody speaks to a member: another one, a client, the member itself. */
  private static List<String> dnsNames(StatefulPlan plan) {
    String name = plan.pod().identity().name();
    ClusterContext context = plan.pod().context();
    String headless = StatefulPlan.headless(name);
    Stream<String> members =
        IntStream.range(0, plan.members()).mapToObj(i -> context.podHost(name + "-" + i, headless));
    Stream<String> services = Stream.of(context.serviceHost(name), name, "localhost");
    return Stream.concat(members, services).toList();
  }

  private static StatefulSetPersistentVolumeClaimRetentionPolicy retention(Storage storage) {
    Storage.Retention retention =
        storage instanceof Storage.Claim claim ? claim.retention() : Storage.Retention.ALWAYS;
    return StatefulSetPersistentVolumeClaimRetentionPolicy.builder()
        .whenDeleted(retention.whenDeleted())
        .whenScaled(retention.whenScaled())
        .build();
  }

  private static PodPlan template(StatefulPlan plan) {
    PodPlanBuilder pod = PodPlanBuilder.builder(plan.pod());
    if (!plan.files().isEmpty()) {
      pod.annotations(Map.of("checksum/config", Checksum.of(plan.files())));
    }
    if (!(plan.storage() instanceof Storage.Ephemeral ephemeral)) {
      return pod.build();
    }
    List<Volume> volumes = new ArrayList<>(plan.pod().volumes());
    volumes.add(
        Volume.builder()
            .name(plan.dataVolume())
            .emptyDir(
                EmptyDirVolumeSource.builder()
                    .sizeLimit(
                        ephemeral.sizeLimit() == null ? null : L1.quantity(ephemeral.sizeLimit()))
                    .build())
            .build());
    return pod.volumes(volumes).build();
  }

  /** Claim templates are immutable, so they carry the selector's labels only, which are too. */
  private static @Nullable List<KubePersistentVolumeClaimProps> claims(StatefulPlan plan) {
    if (!(plan.storage() instanceof Storage.Claim claim)) {
      return null;
    }
    return List.of(
        KubePersistentVolumeClaimProps.builder()
            .metadata(
                ObjectMeta.builder()
                    .name(plan.dataVolume())
                    .labels(plan.pod().identity().selector())
                    .build())
            .spec(
                PersistentVolumeClaimSpec.builder()
                    .accessModes(List.of("ReadWriteOnce"))
                    .storageClassName(claim.storageClass())
                    .resources(
                        VolumeResourceRequirements.builder()
                            .requests(Map.of("storage", L1.quantity(claim.size())))
                            .build())
                    .build())
            .build());
  }
}
