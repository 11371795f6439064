// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.github.cdk8s.stackstorm.cluster.harness.ClusterSecrets;
import io.github.cdk8s.stackstorm.cluster.harness.Commands;
import io.github.cdk8s.stackstorm.cluster.harness.Endings;
import io.github.cdk8s.stackstorm.cluster.harness.Pods;
import io.github.cdk8s.stackstorm.cluster.harness.RealNodes;
import io.github.cdk8s.stackstorm.cluster.harness.Wait;
import io.github.cdk8s.stackstorm.support.Manifests;
import io.github.cdk8s.stackstorm.support.TestCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The default cluster, as it is synthesized, on three real nodes: what a kubelet makes of its
 * volumes, users, init containers, security contexts, names and probes. One cluster for all claims,
 * since it takes a minute to come; what disturbs it comes last.
 */
@Tag("cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealContainersTest {

  private static final String NAMESPACE = "stackstorm";
  private static final Duration LIMIT = Duration.ofMinutes(6);
  private static final Set<String> BACKENDS = Set.of("mongodb", "rabbitmq", "redis");
  private static final int KILLED = 128 + 9;

  private RealNodes cluster;
  private Pods pods;
  private int count;

  @BeforeAll
  void theDefaultClusterComesUp() throws IOException {
    String yaml = TestCluster.yaml(props -> props);
    Manifests manifests = Manifests.of(yaml);
    count = manifests.workloads().stream().mapToInt(it -> it.number("spec.replicas")).sum();
    cluster = RealNodes.start("real-containers", 3, images(manifests));
    pods = new Pods(cluster, NAMESPACE);
    cluster
        .client()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .create();
    ClusterSecrets.create(cluster.client(), NAMESPACE, "st2");
    Path file = Path.of("target/cluster/real-containers/cluster.yaml");
    Files.writeString(file, yaml);
    kubectl("apply", "--server-side", "--filename=" + file);
    pods.awaitReady(count, LIMIT);
  }

  @AfterAll
  void allOfItGoes() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static Set<String> images(Manifests manifests) {
    Set<String> images = new TreeSet<>();
    manifests.workloads().stream()
        .flatMap(workload -> workload.pod().allContainers().stream())
        .forEach(container -> images.add(container.text("image")));
    return images;
  }

  private void kubectl(String... arguments) {
    Commands.Result result = cluster.plane().kubectl(arguments);
    assertThat(result.status()).as(result.output() + result.errors()).isZero();
  }

  @Test
  @Order(1)
  void everyServiceReachesItsEntryPointWithItsWholeConfiguration() {
    for (Pod pod : pods.all()) {
      String workload = Pods.workload(pod);
      String log = pods.logs(pod, pod.getSpec().getContainers().get(0).getName());
      if (workload.equals("st2client")) {
        assertThat(pods.exec(pod, "st2client", "id", "-un")).isEqualTo("root\n");
      } else if (workload.startsWith("st2") && !workload.equals("st2web")) {
        assertThat(log)
            .contains("stand-in for " + workload + " as ")
            .contains("/run/st2/st2.connections.conf");
      } else if (workload.equals("st2web") || workload.equals("mongodb")) {
        assertThat(log).contains("stand-in for ");
      } else {
        assertThat(log).as(workload).isNotEmpty();
      }
    }
  }

  @Test
  @Order(1)
  void noProcessOfStackStormIsNumberOneOfItsNamespace() {
    Pattern process = Pattern.compile("process (\\d+)");
    for (Pod pod : pods.all()) {
      Matcher found =
          process.matcher(pods.logs(pod, pod.getSpec().getContainers().get(0).getName()));
      if (found.find()) {
        assertThat(Integer.parseInt(found.group(1))).as(Pods.name(pod)).isGreaterThan(1);
      }
    }
  }

  @Test
  @Order(1)
  void backendsRunAsTheirOwnUserWithoutPrivilegesOnAReadOnlyRoot() {
    for (String backend : BACKENDS) {
      Pod pod = pods.of(backend).get(0);
      String container = pod.getSpec().getContainers().get(0).getName();
      assertThat(pods.exec(pod, container, "id", "-u")).as(backend).isEqualTo("999\n");
      assertThat(pods.exec(pod, container, "cat", "/proc/1/status"))
          .as(backend)
          .contains("NoNewPrivs:\t1", "CapEff:\t0000000000000000", "Seccomp:\t2");
      assertThat(pods.exec(pod, container, "sh", "-c", "touch /no 2>&1 || true"))
          .as(backend)
          .contains("Read-only file system");
    }
  }

  @Test
  @Order(1)
  void toolsOfTheBackendsWorkForTheirUser() {
    Pod rabbitmq = pods.of("rabbitmq").get(0);
    Pod redis = pods.of("redis").get(0);
    Pod mongodb = pods.of("mongodb").get(0);

    assertThat(pods.exec(rabbitmq, "rabbitmq", "rabbitmq-diagnostics", "ping"))
        .contains("succeeded");
    assertThat(pods.exec(rabbitmq, "rabbitmq", "rabbitmqctl", "cluster_status"))
        .contains("Running Nodes");
    assertThat(pods.exec(rabbitmq, "rabbitmq", "rabbitmq-plugins", "--version")).contains("3.10");
    assertThat(pods.exec(rabbitmq, "rabbitmq", "rabbitmq-upgrade", "drain", "--help"))
        .contains("maintenance");
    assertThat(pods.exec(redis, "redis", "redis-cli", "--version")).contains("redis-cli 7.0");
    assertThat(pods.exec(mongodb, "mongod", "mongosh", "--version"))
        .matches("\\d+\\.\\d+\\.\\d+\\n");
  }

  @Test
  @Order(1)
  void actionRunnersBecomeAnotherUserThroughSudo() {
    Pod runner = pods.of("st2actionrunner").get(0);

    assertThat(
            pods.exec(runner, "st2actionrunner", "sudo", "-E", "-u", "stanley", "--", "id", "-un"))
        .isEqualTo("stanley\n");
    assertThat(
            pods.exec(
                runner, "st2actionrunner", "stat", "-c", "%U %a", "/home/stanley/.ssh/stanley_rsa"))
        .isEqualTo("stanley 400\n");
  }

  @Test
  @Order(1)
  void theWayInLeadsThroughServicesAndNamesToEveryServer() throws Exception {
    int port =
        cluster
            .client()
            .services()
            .inNamespace(NAMESPACE)
            .withName("st2-st2web")
            .get()
            .getSpec()
            .getPorts()
            .get(0)
            .getNodePort();
    String way = "http://" + cluster.nodes().get(0).address() + ":" + port;

    assertThat(answer(way + "/").body()).contains("stand-in");
    assertThat(answer(way + "/auth/v1/sso").statusCode()).isEqualTo(200);
    assertThat(answer(way + "/api/v1").statusCode()).isEqualTo(401);
    assertThat(answer(way + "/stream/v1").statusCode()).isEqualTo(401);
  }

  private static HttpResponse<String> answer(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  @Order(2)
  void aKilledContainerOfAnyWorkloadComesBack() {
    Map<String, Pod> first = new HashMap<>();
    pods.all().forEach(pod -> first.putIfAbsent(Pods.workload(pod), pod));
    first.values().forEach(pod -> pods.kill(pod, container(pod)));

    for (Pod pod : first.values()) {
      Wait.until(
          LIMIT,
          Pods.name(pod) + " has been started again",
          () -> Pods.status(pods.now(pod), container(pod)).getRestartCount() > 0 ? "" : "not yet");
    }
    pods.awaitReady(count, LIMIT);
    assertThat(pods.all())
        .allSatisfy(
            pod ->
                assertThat(Pods.status(pod, container(pod)).getRestartCount())
                    .as(Pods.name(pod))
                    .isLessThanOrEqualTo(1));
  }

  private static String container(Pod pod) {
    return pod.getSpec().getContainers().get(0).getName();
  }

  @Test
  @Order(3)
  void inADrainEveryProcessEndsByItselfWithinItsGrace() {
    String drained = cluster.nodes().get(1).name();
    List<Pod> there =
        pods.all().stream().filter(pod -> pod.getSpec().getNodeName().equals(drained)).toList();
    assertThat(there).isNotEmpty();
    try (Endings endings = new Endings(pods)) {
      kubectl("drain", drained, "--delete-emptydir-data", "--timeout=400s");

      for (Pod pod : there) {
        Wait.until(
            Wait.LONG,
            Pods.name(pod) + " has ended",
            () -> endings.byContainer().containsKey(key(pod)) ? "" : "nothing was reported");
      }
      assertThat(endings.byContainer())
          .allSatisfy(
              (container, ending) ->
                  assertThat(ending.getExitCode()).as(container).isNotEqualTo(KILLED));
    }
    kubectl("uncordon", drained);
    pods.awaitReady(count, LIMIT);
  }

  private static String key(Pod pod) {
    return Pods.name(pod) + " " + container(pod);
  }
}
