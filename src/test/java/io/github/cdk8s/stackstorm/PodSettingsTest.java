// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.mongo.MongoReplicaSetProps;
import io.github.cdk8s.stackstorm.placement.Placement;
import io.github.cdk8s.stackstorm.placement.Toleration;
import io.github.cdk8s.stackstorm.st2.St2Component;
import io.github.cdk8s.stackstorm.st2.St2ComponentProps;
import io.github.cdk8s.stackstorm.st2.St2Service;
import io.github.cdk8s.stackstorm.st2.St2Services;
import io.github.cdk8s.stackstorm.st2.St2Version;
import io.github.cdk8s.stackstorm.support.Manifests;
import io.github.cdk8s.stackstorm.support.Manifests.Node;
import io.github.cdk8s.stackstorm.support.Synthesis;
import io.github.cdk8s.stackstorm.support.TestCluster;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.cdk8s.plus34.k8s.Affinity;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.PodAffinityTerm;
import org.cdk8s.plus34.k8s.PodAntiAffinity;
import org.cdk8s.plus34.k8s.PodSecurityContext;
import org.cdk8s.plus34.k8s.SecurityContext;
import org.cdk8s.plus34.k8s.VolumeMount;
import org.junit.jupiter.api.Test;

/** What settings mean for the rest of the pod. */
class PodSettingsTest {

  @Test
  void whatPreparesFilesRunsAsTheUserWhoReadsThem() {
    Node pod =
        runner(
            WorkloadSettings.builder()
                .securityContext(SecurityContext.builder().runAsUser(1001).runAsGroup(1002).build())
                .build());
    assertThat(container(pod, "connections").map("securityContext"))
        .containsEntry("runAsUser", 1001)
        .containsEntry("runAsGroup", 1002)
        .containsEntry("allowPrivilegeEscalation", false);
    assertThat(container(pod, "ssh-key").map("securityContext")).doesNotContainKey("runAsUser");
    assertThat(pod.map("containers.0.securityContext"))
        .isEqualTo(Map.of("runAsUser", 1001, "runAsGroup", 1002));
  }

  @Test
  void whatMustBeRootToHandFilesOverStaysRoot() {
    Node pod =
        runner(
            WorkloadSettings.builder()
                .podSecurityContext(PodSecurityContext.builder().runAsUser(1001).build())
                .build());
    assertThat(container(pod, "ssh-key").map("securityContext")).containsEntry("runAsUser", 0);
    assertThat(container(pod, "connections").map("securityContext")).doesNotContainKey("runAsUser");
  }

  @Test
  void anAddedContainerMaySeeTheDataOfABackend() {
    Container backup =
        Container.builder()
            .name("backup")
            .image("docker.io/library/busybox:1.37")
            .volumeMounts(List.of(VolumeMount.builder().name("data").mountPath("/data").build()))
            .build();
    WorkloadSettings settings = WorkloadSettings.builder().sidecars(List.of(backup)).build();
    Manifests cluster =
        TestCluster.manifests(
            props -> props.database(MongoReplicaSetProps.builder().workload(settings).build()));
    Node pod = cluster.one("StatefulSet", "st2-mongodb").pod();
    assertThat(container(pod, "backup").text("volumeMounts.0.name")).isEqualTo("data");
  }

  @Test
  void whoToleratesEverythingStaysOnALostNode() {
    Toleration everything = new Toleration(null, null, null, null);
    assertThat(tolerations(Placement.tolerate(everything)))
        .singleElement()
        .asString()
        .isEqualTo("{operator=Exists}");
  }

  @Test
  void whoToleratesALostNodeAsAPlaceToStartStillLeavesIt() {
    Toleration start =
        Toleration.of("node.kubernetes.io/not-ready").withEffect(Toleration.Effect.NO_SCHEDULE);
    assertThat(tolerations(Placement.tolerate(start)))
        .extracting(it -> it.text("effect") + " " + it.text("tolerationSeconds"))
        .containsExactly("NoSchedule null", "NoExecute 60", "NoExecute 60");
  }

  @Test
  void rawAntiAffinityThatMustHoldMakesRoomBeforeItStartsANewPod() {
    PodAffinityTerm term = PodAffinityTerm.builder().topologyKey("kubernetes.io/hostname").build();
    Affinity apart =
        Affinity.builder()
            .podAntiAffinity(
                PodAntiAffinity.builder()
                    .requiredDuringSchedulingIgnoredDuringExecution(List.of(term))
                    .build())
            .build();
    Placement placement = Placement.affinity(apart);
    Node deployment =
        deployment(St2Services.ST2API, WorkloadSettings.builder().placement(placement).build());
    assertThat(deployment.map("spec.strategy.rollingUpdate"))
        .isEqualTo(Map.of("maxSurge", 0, "maxUnavailable", 1));
  }

  @Test
  void aGracePeriodAboveTheTimeOfServingIsTaken() {
    Node pod =
        deployment(
                St2Services.ST2API,
                WorkloadSettings.builder().terminationGracePeriod(Duration.ofSeconds(11)).build())
            .pod();
    assertThat(pod.number("terminationGracePeriodSeconds")).isEqualTo(11);
  }

  @Test
  void aTagThatCannotBeALabelIsNone() {
    Manifests cluster =
        TestCluster.manifests(props -> props.version(St2Version.V3_9.withTag("3.9.0-")));
    Node api = cluster.one("Deployment", "st2-st2api");
    assertThat(api.map("metadata.labels")).doesNotContainKey("app.kubernetes.io/version");
    assertThat(api.pod().text("containers.0.image")).endsWith("st2api:3.9.0-");
    Manifests backend =
        TestCluster.manifests(
            props ->
                props.database(
                    MongoReplicaSetProps.builder().image(Image.of("mongo:7.0")).build()));
    assertThat(backend.one("StatefulSet", "st2-mongodb").map("metadata.labels"))
        .containsEntry("app.kubernetes.io/version", "7.0");
  }

  @Test
  void aServiceThatIsUsedAloneIsSpreadAsInACluster() {
    String alone =
        Synthesis.chart(
            chart ->
                new St2Component(
                    chart,
                    "api",
                    St2ComponentProps.of(St2Services.ST2API, TestCluster.context().build())));
    assertThat(
            Manifests.of(alone)
                .one("Deployment", "st2-st2api")
                .pod()
                .list("topologySpreadConstraints"))
        .hasSize(2);
  }

  private static Node runner(WorkloadSettings settings) {
    return deployment(St2Services.ST2ACTIONRUNNER, settings).pod();
  }

  private static Node deployment(St2Service service, WorkloadSettings settings) {
    return TestCluster.manifests(props -> props.services(Map.of(service, settings)))
        .one("Deployment", "st2-" + service.name());
  }

  private static List<Node> tolerations(Placement placement) {
    return deployment(St2Services.ST2API, WorkloadSettings.builder().placement(placement).build())
        .pod()
        .list("tolerations");
  }

  private static Node container(Node pod, String name) {
    return pod.allContainers().stream()
        .filter(it -> it.text("name").equals(name))
        .findFirst()
        .orElseThrow();
  }
}
