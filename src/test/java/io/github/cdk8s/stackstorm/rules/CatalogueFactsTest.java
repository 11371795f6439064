// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.rules;

import static io.github.cdk8s.stackstorm.st2.St2Services.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.st2.St2Command;
import io.github.cdk8s.stackstorm.st2.St2Probe;
import io.github.cdk8s.stackstorm.st2.St2Service;
import io.github.cdk8s.stackstorm.st2.St2Services;
import io.github.cdk8s.stackstorm.support.Manifests;
import io.github.cdk8s.stackstorm.support.Manifests.Node;
import io.github.cdk8s.stackstorm.support.TestCluster;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The catalogue agrees with what StackStorm's processes were measured to need and to read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatalogueFactsTest {

  private static final Set<St2Service> PYTHON_SERVICES =
      new TreeSet<>(
          List.of(
              ST2AUTH,
              ST2API,
              ST2STREAM,
              ST2RULESENGINE,
              ST2TIMERSENGINE,
              ST2WORKFLOWENGINE,
              ST2SCHEDULER,
              ST2NOTIFIER,
              ST2SENSORCONTAINER,
              ST2ACTIONRUNNER,
              ST2GARBAGECOLLECTOR));

  private Manifests cluster = new Manifests(List.of());

  @BeforeAll
  void synthesize() {
    cluster = TestCluster.manifests(props -> props);
  }

  /** MiB that the idle process of StackStorm 3.9.0 was measured to take. */
  @ParameterizedTest
  @CsvSource({
    "st2auth, 117",
    "st2api, 118",
    "st2stream, 117",
    "st2rulesengine, 93",
    "st2timersengine, 107",
    "st2notifier, 106",
    "st2garbagecollector, 92",
    "st2workflowengine, 106",
    "st2scheduler, 107",
    "st2sensorcontainer, 74",
    "st2actionrunner, 106"
  })
  void memoryRequestsAreAFifthAboveWhatTheIdleProcessTakes(String name, int idle) {
    Quantity request = Objects.requireNonNull(service(name).resources().memoryRequest());
    assertThat(request.amount())
        .isGreaterThanOrEqualTo(Quantity.mebibytes(idle).amount().multiply(new BigDecimal("1.2")));
  }

  @Test
  void noServiceHasACpuLimitSinceStartingTakesSecondsOfCpu() {
    assertThat(St2Services.all()).allMatch(service -> service.resources().cpuLimit() == null);
  }

  @Test
  void filesAreMountedWhereStackStormReadsThem() {
    Set<St2Service> configured = with(PYTHON_SERVICES, ST2CLIENT);
    mounted("/etc/st2/st2.docker.conf", configured);
    mounted("/etc/st2/st2.user.conf", configured);
    mounted("/run/st2", configured);
    mounted("/etc/st2/htpasswd", Set.of(ST2AUTH));
    mounted(
        "/etc/st2/keys",
        Set.of(
            ST2API,
            ST2RULESENGINE,
            ST2WORKFLOWENGINE,
            ST2SCHEDULER,
            ST2SENSORCONTAINER,
            ST2ACTIONRUNNER,
            ST2CLIENT));
    mounted("/home/stanley/.ssh", Set.of(ST2ACTIONRUNNER, ST2CLIENT));
    mounted("/root/.st2", Set.of(ST2CLIENT));
  }

  @Test
  void everyProgramReadsTheWholeChainOfFilesInOrder() {
    for (St2Service service : St2Services.all()) {
      if (service.command() instanceof St2Command.ConfigChain) {
        Node main = pod(service).at("containers.0");
        assertThat(main.list("command"))
            .extracting(Node::text)
            .containsExactly("/opt/stackstorm/st2/bin/" + service.name());
        assertThat(main.list("args"))
            .as(service.name())
            .extracting(Node::text)
            .startsWith(
                "--config-file=/etc/st2/st2.conf",
                "--config-file=/etc/st2/st2.docker.conf",
                "--config-file=/run/st2/st2.connections.conf",
                "--config-file=/etc/st2/st2.user.conf");
      }
    }
    assertThat(St2Services.all())
        .filteredOn(service -> service.command() instanceof St2Command.ConfigChain)
        .containsExactlyInAnyOrderElementsOf(PYTHON_SERVICES);
  }

  @Test
  void whoIsCalledByOthersServesOnWhileItsAddressIsRemoved() {
    for (St2Service service : St2Services.all()) {
      boolean called = Set.of(ST2AUTH, ST2API, ST2STREAM, ST2WEB).contains(service);
      assertThat(service.preStop().isZero()).as(service.name()).isEqualTo(!called);
      if (called) {
        assertThat(pod(service).number("containers.0.lifecycle.preStop.sleep.seconds"))
            .isPositive();
      }
    }
  }

  @Test
  void aServerIsAliveOnlyWhenItAnswers() {
    for (St2Service service : List.of(ST2API, ST2STREAM)) {
      assertThat(service.probes().liveness().check()).isInstanceOf(St2Probe.HttpAlive.class);
      assertThat(service.probes().readiness().check()).isInstanceOf(St2Probe.TcpOpen.class);
    }
    assertThat(pod(ST2AUTH).text("containers.0.livenessProbe.httpGet.path")).isEqualTo("/v1/sso");
    assertThat(pod(ST2AUTH).text("containers.0.readinessProbe.httpGet.path")).isEqualTo("/v1/sso");
    assertThat(pod(ST2WEB).text("containers.0.readinessProbe.httpGet.path")).isEqualTo("/");
  }

  private void mounted(String path, Set<St2Service> expected) {
    Set<String> found = new TreeSet<>();
    for (Node deployment : cluster.kind("Deployment")) {
      if (deployment.pod().list("containers.0.volumeMounts").stream()
          .anyMatch(mount -> mount.text("mountPath").equals(path))) {
        found.add(deployment.name().replaceFirst("^st2-", ""));
      }
    }
    assertThat(found)
        .as(path)
        .containsExactlyInAnyOrderElementsOf(expected.stream().map(St2Service::name).toList());
  }

  private Node pod(St2Service service) {
    return cluster.one("Deployment", "st2-" + service.name()).pod();
  }

  private static St2Service service(String name) {
    return St2Services.all().stream()
        .filter(service -> service.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Set<St2Service> with(Set<St2Service> services, St2Service... more) {
    Set<St2Service> all = new TreeSet<>(services);
    all.addAll(Arrays.asList(more));
    return all;
  }
}
