// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.ClusterProfile;
import io.github.cdk8s.stackstorm.k8s.ClaimRef;
import io.github.cdk8s.stackstorm.k8s.ConfigMapRef;
import io.github.cdk8s.stackstorm.st2.St2Services;
import io.github.cdk8s.stackstorm.support.Manifests;
import io.github.cdk8s.stackstorm.support.Manifests.Node;
import io.github.cdk8s.stackstorm.support.TestCluster;
import io.github.cdk8s.stackstorm.workload.CaBundle;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules between the objects of a cluster; each test is one rule. */
class ObjectsTest {

  /** Secrets under the names of the contract, which are made outside of the chart. */
  private static final Set<String> DECLARED_SECRETS =
      Set.of(
          "st2-mongodb",
          "st2-rabbitmq",
          "st2-redis",
          "st2-st2-auth",
          "st2-st2-ssh",
          "st2-st2-datastore-crypto-key");

  static Stream<Manifests> clusters() {
    return Stream.of(
        TestCluster.manifests(props -> props),
        TestCluster.manifests(props -> props.profile(ClusterProfile.development())),
        TestCluster.manifests(
            props ->
                props
                    .services(
                        Map.of(
                            St2Services.ST2CHATOPS,
                            WorkloadSettings.builder().enabled(true).build()))
                    .caBundle(CaBundle.of(ConfigMapRef.named("corporate-ca")))
                    .packs(ClaimRef.named("packs"))
                    .virtualenvs(ClaimRef.named("virtualenvs"))));
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void everyObjectHasAnAddressOfItsOwn(Manifests cluster) {
    assertThat(cluster.objects())
        .extracting(object -> object.text("kind") + " " + object.name())
        .doesNotHaveDuplicates();
    assertThat(cluster.objects())
        .allSatisfy(
            object -> assertThat(object.text("metadata.namespace")).isEqualTo("stackstorm"));
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void everyServiceFindsItsPodsAndTheirPort(Manifests cluster) {
    for (Node service : cluster.kind("Service")) {
      List<Node> pods = cluster.selectedBy(service.map("spec.selector"));
      assertThat(pods).as(service.name()).hasSize(1);
      List<Integer> open = new ArrayList<>();
      pods.get(0)
          .pod()
          .list("containers")
          .forEach(
              container ->
                  container.list("ports").forEach(port -> open.add(port.number("containerPort"))));
      assertThat(service.list("spec.ports"))
          .as(service.name())
          .isNotEmpty()
          .allSatisfy(port -> assertThat(open).contains(port.number("port")));
    }
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void everyConfigMapSecretAndClaimExistsOrIsDeclaredExternal(Manifests cluster) {
    Set<String> missing = new TreeSet<>();
    for (Node workload : cluster.workloads()) {
      for (Node volume : workload.pod().list("volumes")) {
        check(missing, cluster, "ConfigMap", volume.at("configMap.name"), Set.of("corporate-ca"));
        check(missing, cluster, "Secret", volume.at("secret.secretName"), DECLARED_SECRETS);
        check(
            missing,
            cluster,
            "PersistentVolumeClaim",
            volume.at("persistentVolumeClaim.claimName"),
            Set.of("packs", "virtualenvs"));
      }
      for (Node container : workload.pod().allContainers()) {
        for (Node source : container.list("envFrom")) {
          check(missing, cluster, "ConfigMap", source.at("configMapRef.name"), Set.of());
          check(missing, cluster, "Secret", source.at("secretRef.name"), DECLARED_SECRETS);
        }
        for (Node variable : container.list("env")) {
          check(
              missing,
              cluster,
              "Secret",
              variable.at("valueFrom.secretKeyRef.name"),
              DECLARED_SECRETS);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void everyMountNamesAVolumeOfItsPodAndNoPathTwice(Manifests cluster) {
    for (Node workload : cluster.workloads()) {
      Set<String> volumes = new TreeSet<>();
      workload.pod().list("volumes").forEach(volume -> volumes.add(volume.text("name")));
      workload.list("spec.volumeClaimTemplates").forEach(claim -> volumes.add(claim.name()));
      Set<String> used = new TreeSet<>();
      for (Node container : workload.pod().allContainers()) {
        assertThat(container.list("volumeMounts"))
            .extracting(mount -> mount.text("mountPath"))
            .as(workload.name())
            .doesNotHaveDuplicates();
        container.list("volumeMounts").forEach(mount -> used.add(mount.text("name")));
      }
      assertThat(used).as(workload.name()).isEqualTo(volumes);
    }
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void everyFileThatIsMountedIsInItsConfigMap(Manifests cluster) {
    for (Node workload : cluster.workloads()) {
      for (Node container : workload.pod().allContainers()) {
        for (Node mount : container.list("volumeMounts")) {
          workload.pod().list("volumes").stream()
              .filter(volume -> volume.text("name").equals(mount.text("name")))
              .filter(volume -> volume.at("configMap").exists() && mount.at("subPath").exists())
              .forEach(
                  volume ->
                      assertThat(
                              cluster.one("ConfigMap", volume.text("configMap.name")).map("data"))
                          .containsKey(mount.text("subPath")));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void budgetsStandBeforeEveryReplicatedWorkloadAndNeverBlockADrain(Manifests cluster) {
    Set<String> replicated = new TreeSet<>();
    cluster.workloads().stream()
        .filter(workload -> workload.number("spec.replicas") > 1)
        .forEach(workload -> replicated.add(workload.name()));
    assertThat(cluster.kind("PodDisruptionBudget"))
        .extracting(Node::name)
        .containsExactlyInAnyOrderElementsOf(replicated);
    for (Node budget : cluster.kind("PodDisruptionBudget")) {
      assertThat(budget.number("spec.maxUnavailable")).as(budget.name()).isPositive();
      assertThat(budget.text("spec.unhealthyPodEvictionPolicy"))
          .as(budget.name())
          .isEqualTo("AlwaysAllow");
      assertThat(budget.map("spec.selector.matchLabels"))
          .isEqualTo(
              cluster.workloads().stream()
                  .filter(it -> it.name().equals(budget.name()))
                  .findFirst()
                  .orElseThrow()
                  .map("spec.selector.matchLabels"));
    }
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void membersOfBackendsStartTogetherAndResolveBeforeTheyAreReady(Manifests cluster) {
    for (Node backend : cluster.kind("StatefulSet")) {
      assertThat(backend.text("spec.podManagementPolicy")).as(backend.name()).isEqualTo("Parallel");
      Node headless = cluster.one("Service", backend.text("spec.serviceName"));
      assertThat(headless.text("spec.clusterIP")).isEqualTo("None");
      assertThat(headless.at("spec.publishNotReadyAddresses").value()).isEqualTo(true);
    }
  }

  @Test
  void theDefaultClusterIsThirtyFourPods() {
    Manifests cluster = TestCluster.manifests(props -> props);
    assertThat(cluster.kind("Deployment").stream().mapToInt(it -> it.number("spec.replicas")).sum())
        .isEqualTo(25);
    assertThat(cluster.workloads().stream().mapToInt(it -> it.number("spec.replicas")).sum())
        .isEqualTo(34);
  }

  @Test
  void noImageComesFromBitnami() {
    assertThat(TestCluster.yaml(props -> props)).doesNotContainIgnoringCase("bitnami");
  }

  private static void check(
      Set<String> missing, Manifests cluster, String kind, Node name, Set<String> declared) {
    if (name.exists() && !cluster.has(kind, name.text()) && !declared.contains(name.text())) {
      missing.add(kind + " " + name.text());
    }
  }
}
