// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.ClusterProfile;
import io.github.cdk8s.stackstorm.st2.St2Probe;
import io.github.cdk8s.stackstorm.st2.St2Service;
import io.github.cdk8s.stackstorm.st2.St2Services;
import io.github.cdk8s.stackstorm.support.Manifests;
import io.github.cdk8s.stackstorm.support.Manifests.Node;
import io.github.cdk8s.stackstorm.support.TestCluster;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Rules that hold for every pod of a cluster, with ChatOps on; each test is one rule. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryPodTest {

  private static final Set<String> NEW_LABELS =
      Set.of(
          "app.kubernetes.io/name",
          "app.kubernetes.io/instance",
          "app.kubernetes.io/component",
          "app.kubernetes.io/part-of",
          "app.kubernetes.io/managed-by",
          "app.kubernetes.io/version");
  private static final Set<String> OLD_LABELS = Set.of("app", "tier", "release", "vendor");

  private Manifests cluster;

  @BeforeAll
  void synthesize() {
    cluster = withChatOps(ClusterProfile.production());
  }

  @Test
  void thereIsAWorkloadForEveryEntryOfTheCatalogueAndEveryBackend() {
    Stream<String> services = St2Services.all().stream().map(service -> "st2-" + service.name());
    Stream<String> backends = Stream.of("st2-mongodb", "st2-rabbitmq", "st2-redis");
    assertThat(cluster.workloads())
        .extracting(Node::name)
        .containsExactlyInAnyOrderElementsOf(Stream.concat(services, backends).toList());
  }

  @Test
  void probesAreThereOrTheCatalogueSaysWhyNot() {
    for (St2Service service : St2Services.all()) {
      Node main = main(service);
      probe(service, main, "startupProbe", service.probes().startup());
      probe(service, main, "readinessProbe", service.probes().readiness());
      probe(service, main, "livenessProbe", service.probes().liveness());
    }
    for (Node backend : cluster.kind("StatefulSet")) {
      assertThat(backend.pod().list("containers"))
          .as(backend.name())
          .allMatch(
              container ->
                  container.at("readinessProbe").exists()
                      && container.at("livenessProbe").exists());
    }
  }

  @Test
  void noWorkerIsKilledByAProbeBecauseABackendIsAway() {
    assertThat(St2Services.all())
        .filteredOn(service -> service.port() == null)
        .allMatch(service -> service.probes().liveness().check() instanceof St2Probe.None);
  }

  @Test
  void everyContainerRequestsCpuAndMemory() {
    everyContainer(
        (workload, container) ->
            assertThat(container.map("resources.requests"))
                .as("%s/%s", workload.name(), container.text("name"))
                .containsKeys("cpu", "memory"));
  }

  @Test
  void everyPodIsSpreadOverZonesAndHosts() {
    everyPod(
        workload ->
            assertThat(workload.pod().list("topologySpreadConstraints"))
                .as(workload.name())
                .extracting(constraint -> constraint.text("topologyKey"))
                .containsExactly("topology.kubernetes.io/zone", "kubernetes.io/hostname"));
  }

  @Test
  void podsOfDeploymentsAreCountedWithinTheirRevisionAndOnlyOnNodesThatTheyTolerate() {
    for (Node deployment : cluster.kind("Deployment")) {
      assertThat(deployment.pod().list("topologySpreadConstraints"))
          .as(deployment.name())
          .allSatisfy(
              constraint -> {
                assertThat(constraint.text("nodeTaintsPolicy")).isEqualTo("Honor");
                assertThat(constraint.at("matchLabelKeys").value())
                    .isEqualTo(List.of("pod-template-hash"));
              });
    }
  }

  @Test
  void everyPodHasBothFamiliesOfLabels() {
    everyPod(
        workload ->
            assertThat(workload.map("spec.template.metadata.labels"))
                .as(workload.name())
                .containsKeys(NEW_LABELS.toArray(String[]::new))
                .containsKeys(OLD_LABELS.toArray(String[]::new)));
  }

  @Test
  void theSelectorOfStackStormsDocumentationFindsItsBackendServicesAndNothingElse() {
    assertThat(cluster.selectedBy(Map.of("release", "st2", "tier", "backend")))
        .extracting(Node::name)
        .containsExactlyInAnyOrderElementsOf(
            St2Services.all().stream()
                .map(service -> "st2-" + service.name())
                .filter(name -> !name.equals("st2-st2web"))
                .toList());
  }

  @Test
  void selectorsMatchTheirTemplatesAndHoldNothingThatCouldChange() {
    everyPod(
        workload -> {
          Map<String, Object> selector = workload.map("spec.selector.matchLabels");
          assertThat(workload.map("spec.template.metadata.labels"))
              .as(workload.name())
              .containsAllEntriesOf(selector);
          assertThat(selector)
              .containsOnlyKeys("app.kubernetes.io/name", "app.kubernetes.io/instance");
        });
  }

  @Test
  void noPodSeesServiceLinksOrATokenThatItDidNotAskFor() {
    everyPod(
        workload -> {
          assertThat(workload.pod().at("enableServiceLinks").value())
              .as(workload.name())
              .isEqualTo(false);
          assertThat(workload.pod().at("automountServiceAccountToken").value())
              .as(workload.name())
              .isEqualTo(false);
        });
  }

  @Test
  void everyPodRunsUnderTheDefaultSeccompProfile() {
    everyPod(
        workload ->
            assertThat(workload.pod().text("securityContext.seccompProfile.type"))
                .as(workload.name())
                .isEqualTo("RuntimeDefault"));
  }

  @Test
  void noContainerMayGainPrivilegesAndEveryOneDropsAllCapabilities() {
    everyContainer(
        (workload, container) -> {
          assertThat(container.at("securityContext.allowPrivilegeEscalation").value())
              .as("%s/%s", workload.name(), container.text("name"))
              .isEqualTo(false);
          assertThat(container.at("securityContext.capabilities.drop").value())
              .isEqualTo(List.of("ALL"));
        });
  }

  @Test
  void containersKeepTheCapabilitiesOfTheCatalogueAndInitContainersNoMore() {
    for (St2Service service : St2Services.all()) {
      Node pod = cluster.one("Deployment", "st2-" + service.name()).pod();
      assertThat(capabilities(main(service))).as(service.name()).isEqualTo(service.capabilities());
      assertThat(pod.list("initContainers"))
          .allSatisfy(init -> assertThat(service.capabilities()).containsAll(capabilities(init)));
    }
  }

  @Test
  void nothingMustRunAsNonRootWithoutANumericUser() {
    everyPod(
        workload -> {
          if (Boolean.TRUE.equals(workload.pod().at("securityContext.runAsNonRoot").value())) {
            assertThat(workload.pod().at("securityContext.runAsUser").value())
                .as(workload.name())
                .isInstanceOf(Integer.class);
          }
        });
    everyContainer(
        (workload, container) ->
            assertThat(container.at("securityContext.runAsNonRoot").exists()).isFalse());
  }

  @Test
  void everyPodLeavesALostNodeAfterAMinute() {
    everyPod(
        workload ->
            assertThat(workload.pod().list("tolerations"))
                .as(workload.name())
                .filteredOn(toleration -> toleration.text("effect").equals("NoExecute"))
                .extracting(
                    toleration ->
                        toleration.text("key") + " " + toleration.text("tolerationSeconds"))
                .containsExactly(
                    "node.kubernetes.io/not-ready 60", "node.kubernetes.io/unreachable 60"));
  }

  @Test
  void processesOfStackStormAreNeverNumberOneOfTheirContainer() {
    assertThat(cluster.kind("Deployment"))
        .allMatch(it -> Boolean.TRUE.equals(it.pod().at("shareProcessNamespace").value()));
  }

  @Test
  void aPodMayTakeLongerToEndThanItGoesOnServing() {
    for (St2Service service : St2Services.all()) {
      Node pod = cluster.one("Deployment", "st2-" + service.name()).pod();
      int preStop =
          main(service).at("lifecycle.preStop.sleep.seconds").exists()
              ? main(service).number("lifecycle.preStop.sleep.seconds")
              : 0;
      assertThat(pod.number("terminationGracePeriodSeconds"))
          .as(service.name())
          .isGreaterThanOrEqualTo(preStop + 10);
    }
  }

  @Test
  void singletonsAreGoneBeforeTheirSuccessorStartsAndOthersKeepTheirNumber() {
    for (St2Service service : St2Services.all()) {
      Node deployment = cluster.one("Deployment", "st2-" + service.name());
      if (service.scaling().problems("replicas", 2).isEmpty()) {
        assertThat(deployment.number("spec.strategy.rollingUpdate.maxUnavailable"))
            .as(service.name())
            .isZero();
        assertThat(deployment.number("spec.strategy.rollingUpdate.maxSurge"))
            .as(service.name())
            .isEqualTo(1);
        assertThat(
                cluster.one("PodDisruptionBudget", deployment.name()).number("spec.maxUnavailable"))
            .as("pods of %s that a drain may take at once", service.name())
            .isEqualTo(1);
      } else {
        assertThat(deployment.text("spec.strategy.type")).as(service.name()).isEqualTo("Recreate");
      }
    }
  }

  @Test
  void inADevelopmentClusterNothingIsSpreadAndEverythingIsOne() {
    Manifests development = withChatOps(ClusterProfile.development());
    assertThat(development.workloads())
        .allSatisfy(
            workload -> {
              assertThat(workload.number("spec.replicas")).as(workload.name()).isEqualTo(1);
              assertThat(workload.pod().at("topologySpreadConstraints").exists()).isFalse();
              assertThat(workload.pod().at("affinity").exists()).isFalse();
            });
    assertThat(development.kind("PodDisruptionBudget")).isEmpty();
  }

  private static Manifests withChatOps(ClusterProfile profile) {
    WorkloadSettings on = WorkloadSettings.builder().enabled(true).build();
    return TestCluster.manifests(
        props -> props.profile(profile).services(Map.of(St2Services.ST2CHATOPS, on)));
  }

  private Node main(St2Service service) {
    return cluster.one("Deployment", "st2-" + service.name()).pod().at("containers.0");
  }

  private static Set<String> textSet(List<Node> nodes) {
    return nodes.stream().map(Node::text).collect(Collectors.toSet());
  }

  private static List<String> capabilities(Node container) {
    return textSet(container.list("securityContext.capabilities.add")).stream().sorted().toList();
  }

  private static void probe(St2Service service, Node main, String field, St2Probe probe) {
    assertThat(probe.reason()).as("%s %s: reason", service.name(), field).hasSizeGreaterThan(10);
    assertThat(main.at(field).exists())
        .as("%s %s", service.name(), field)
        .isEqualTo(!(probe.check() instanceof St2Probe.None));
  }

  private void everyPod(Consumer<Node> rule) {
    assertThat(cluster.workloads()).hasSizeGreaterThan(10);
    cluster.workloads().forEach(rule);
  }

  private void everyContainer(BiConsumer<Node, Node> rule) {
    everyPod(
        workload ->
            workload.pod().allContainers().forEach(container -> rule.accept(workload, container)));
  }
}
