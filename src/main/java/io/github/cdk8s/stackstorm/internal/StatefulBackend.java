// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.internal;

import io.github.cdk8s.stackstorm.k8s.Storage;
import io.github.cdk8s.stackstorm.workload.ServiceSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cdk8s.plus34.k8s.EmptyDirVolumeSource;
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

/** Renders what the three backends have in common: StatefulSet, both Services, budget, claims. */
public final class StatefulBackend {

  /** A member must stay ready so long before the next one is restarted. */
  private static final int MIN_READY_SECONDS = 10;

  private StatefulBackend() {}

  public static void render(Construct scope, StatefulPlan plan) {
    PodPlan pod = plan.pod();
    Identity identity = pod.identity();
    String namespace = pod.context().namespace();
    String headless = StatefulPlan.headless(identity.name());
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
                    .template(PodTemplates.render(withData(plan)))
                    .volumeClaimTemplates(claims(plan))
                    .persistentVolumeClaimRetentionPolicy(
                        StatefulSetPersistentVolumeClaimRetentionPolicy.builder()
                            .whenDeleted("Retain")
                            .whenScaled("Retain")
                            .build())
                    .build())
            .build());
    Companions companions = new Companions(scope, identity, namespace);
    companions.headless(headless, plan.ports());
    companions.service(ServiceSettings.builder().build(), plan.clientPorts());
    companions.budget(plan.members());
  }

  private static PodPlan withData(StatefulPlan plan) {
    if (!(plan.storage() instanceof Storage.Ephemeral ephemeral)) {
      return plan.pod();
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
    return PodPlanBuilder.builder(plan.pod()).volumes(volumes).build();
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
