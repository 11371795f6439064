// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster;

import static io.github.cdk8s.stackstorm.cluster.RealCluster.BACKENDS;
import static io.github.cdk8s.stackstorm.cluster.RealCluster.LIMIT;
import static io.github.cdk8s.stackstorm.cluster.RealCluster.NAMESPACE;
import static io.github.cdk8s.stackstorm.cluster.RealCluster.container;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.github.cdk8s.stackstorm.cluster.harness.Endings;
import io.github.cdk8s.stackstorm.cluster.harness.Pods;
import io.github.cdk8s.stackstorm.cluster.harness.Wait;
import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitHaProps;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitVersion;
import io.github.cdk8s.stackstorm.support.TestCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

  private static final List<String> WORKERS =
      List.of("st2actionrunner", "st2scheduler", "st2workflowengine", "st2notifier");
  private static final int KILLED = 128 + 9;

  private RealCluster cluster;
  private Pods pods;
  private RealBackends backends;

  @BeforeAll
  void theDefaultClusterComesUp() throws IOException {
    cluster =
        RealCluster.apply(
            "real-containers",
            TestCluster.yaml(
                props ->
                    props.messaging(
                        RabbitHaProps.builder()
                            .image(Image.of("rabbitmq:3.10-debian"))
                            .version(RabbitVersion.V3_10)
                            .build())));
    pods = cluster.pods();
    backends = new RealBackends(pods);
    Instant applied = Instant.now();
    cluster.awaitAllReady();
    figure("all-ready-after-apply.seconds", since(applied));
  }

  private static void figure(String name, long value) {
    Figures.put("real-containers", name, value);
  }

  private static long since(Instant start) {
    return Duration.between(start, Instant.now()).toSeconds();
  }

  @AfterAll
  void allOfItGoes() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  @Order(1)
  void everyServiceReadsItsConfigurationReachesItsBackendsAndRegisters() {
    for (Pod pod : pods.all()) {
      String workload = Pods.workload(pod);
      String log = pods.logs(pod, container(pod));
      if (workload.equals("st2client")) {
        assertThat(pods.exec(pod, "st2client", "id", "-un")).isEqualTo("root\n");
      } else if (isService(pod)) {
        assertThat(log)
            .as(Pods.name(pod))
            .contains("stands in for " + workload)
            .contains("connected to the database")
            .contains("joined the registry as " + Pods.name(pod) + "_");
      } else if (workload.equals("st2web") || workload.equals("mongodb")) {
        assertThat(log).contains("stand-in for ");
      } else {
        assertThat(log).as(workload).isNotEmpty();
      }
    }
  }

  private static boolean isService(Pod pod) {
    String workload = Pods.workload(pod);
    return workload.startsWith("st2") && !Set.of("st2web", "st2client").contains(workload);
  }

  @Test
  @Order(1)
  void noProcessOfStackStormIsNumberOneOfItsNamespace() {
    for (Pod pod : pods.all().stream().filter(RealContainersTest::isService).toList()) {
      Matcher process = Pattern.compile("\\(PID=(\\d+)\\)").matcher(pods.logs(pod, container(pod)));
      assertThat(process.find()).as(Pods.name(pod)).isTrue();
      assertThat(Integer.parseInt(process.group(1))).as(Pods.name(pod)).isGreaterThan(1);
    }
  }

  @Test
  @Order(1)
  void whatAnActionInheritsHoldsNoPassword() {
    Pod runner = pods.of("st2actionrunner").get(0);
    String ofTheProcess = "cat /proc/$(pgrep -of '[b]in/st2actionrunner')/environ";
    String environment = pods.exec(runner, "st2actionrunner", "sh", "-c", "env; " + ofTheProcess);
    assertThat(environment.split("ST2_API_URL=", -1)).as(environment).hasSize(3);
    for (Secret secret :
        cluster.nodes().client().secrets().inNamespace(NAMESPACE).list().getItems()) {
      secret
          .getData()
          .forEach(
              (key, value) ->
                  assertThat(environment)
                      .as(secret.getMetadata().getName() + "/" + key)
                      .doesNotContain(new String(Base64.getDecoder().decode(value), UTF_8)));
    }
  }

  @Test
  @Order(1)
  void allMembersOfEachBackendBelongToOne() {
    List<String> masters = new ArrayList<>();
    for (Pod pod : pods.of("rabbitmq")) {
      assertThat(backends.runningRabbits(pod)).as(Pods.name(pod)).hasSize(3);
    }
    pods.of("redis").forEach(pod -> masters.add(backends.redisMaster(pod)));
    assertThat(new HashSet<>(masters)).hasSize(1);
    assertThat(backends.mongoPrimary()).isNotNull();
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
            .nodes()
            .client()
            .services()
            .inNamespace(NAMESPACE)
            .withName("st2-st2web")
            .get()
            .getSpec()
            .getPorts()
            .get(0)
            .getNodePort();
    String way = "http://" + cluster.nodes().nodes().get(0).address() + ":" + port;

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
  void aKilledServiceRegistersAgainAndIsReadyWithinAMinute() {
    Pod pod = pods.of("st2notifier").get(0);
    Instant killed = Instant.now();
    cluster.kill(pod);
    cluster.awaitRestart(pod);
    pods.await("it is ready again", LIMIT, 1, it -> Pods.name(it).equals(Pods.name(pod)));
    Wait.until(
        LIMIT,
        "it has registered again",
        () -> pods.logs(pod, container(pod)).contains("joined the registry as ") ? "" : "not yet");
    long seconds = since(killed);
    figure("killed-service-ready-again.seconds", seconds);
    assertThat(seconds).isLessThan(60);
  }

  @Test
  @Order(3)
  void aKilledContainerOfAnyServiceComesBackAtTheFirstAttempt() {
    Map<String, Integer> before = cluster.restartsOfStackStorm();
    Map<String, Pod> first = new HashMap<>();
    pods.all().stream()
        .filter(pod -> !BACKENDS.contains(Pods.workload(pod)))
        .forEach(pod -> first.putIfAbsent(Pods.workload(pod), pod));
    first.values().forEach(cluster::kill);
    first.values().forEach(cluster::awaitRestart);
    cluster.awaitAllReady();
    Set<String> killed = first.values().stream().map(Pods::name).collect(Collectors.toSet());
    before.replaceAll((pod, restarts) -> killed.contains(pod) ? restarts + 1 : restarts);
    assertThat(cluster.restartsOfStackStorm()).isEqualTo(before);
  }

  @Test
  @Order(4)
  void aKilledContainerOfEachBackendComesBackAndNoServiceIsStartedAgain() {
    Map<String, Integer> before = cluster.restartsOfStackStorm();
    List<Pod> killed = BACKENDS.stream().map(backend -> pods.of(backend).get(0)).toList();
    killed.forEach(cluster::kill);
    killed.forEach(cluster::awaitRestart);
    cluster.awaitAllReady();
    assertThat(cluster.restartsOfStackStorm()).isEqualTo(before);
  }

  @Test
  @Order(4)
  void aRedisMasterHandsOverBeforeItsPodGoesAndNoServiceIsStartedAgain() {
    Map<String, Integer> before = cluster.restartsOfStackStorm();
    String master = backends.redisMaster(pods.of("redis").get(0));
    Pod witness =
        pods.of("redis").stream().filter(pod -> !Pods.name(pod).equals(master)).toList().get(0);
    Instant deleted = Instant.now();
    cluster.kubectl("delete", "pod", master, "--namespace=" + NAMESPACE, "--wait=false");
    Wait.until(
        LIMIT,
        "another member is master",
        () ->
            Set.of("", master).contains(backends.redisMaster(witness))
                ? "it is " + master + " still"
                : "");
    figure("redis-master-deleted-until-next.seconds", since(deleted));
    cluster.awaitReplaced(master);
    assertThat(cluster.restartsOfStackStorm()).isEqualTo(before);
  }

  @Test
  @Order(4)
  void aDeletedPrimaryOfMongoDbIsFollowedByAnotherAndNoServiceIsStartedAgain() {
    Map<String, Integer> before = cluster.restartsOfStackStorm();
    String primary =
        Wait.forValue(LIMIT, "a primary", () -> Optional.ofNullable(backends.mongoPrimary()))
            .getMetadata()
            .getName();
    Instant deleted = Instant.now();
    cluster.kubectl("delete", "pod", primary, "--namespace=" + NAMESPACE, "--wait=false");
    Wait.until(
        LIMIT,
        "another member is primary",
        () -> {
          Pod next = backends.mongoPrimary();
          return next == null || Pods.name(next).equals(primary) ? "there is none" : "";
        });
    figure("mongodb-primary-deleted-until-next.seconds", since(deleted));
    cluster.awaitReplaced(primary);
    assertThat(cluster.restartsOfStackStorm()).isEqualTo(before);
  }

  /** Nodes that take no pods keep the members away for as long as the claim needs. */
  @Test
  @Order(5)
  void aLossOfTheWholeMessageBusTurnsWorkersUnreadyAndStartsNoneAgain() {
    Map<String, Integer> before = cluster.restartsOfStackStorm();
    cluster.nodes().nodes().forEach(node -> cluster.kubectl("cordon", node.name()));
    List<String> deletion = new ArrayList<>(List.of("delete", "pod", "--namespace=" + NAMESPACE));
    pods.of("rabbitmq").forEach(pod -> deletion.add(Pods.name(pod)));
    deletion.addAll(List.of("--grace-period=1", "--wait=false"));
    cluster.kubectl(deletion.toArray(String[]::new));
    for (String worker : WORKERS) {
      Wait.until(
          LIMIT,
          worker + " is not ready without the bus",
          () -> pods.of(worker).stream().anyMatch(Pods::isReady) ? "some are" : "");
    }
    assertThat(pods.of("st2auth")).as("it uses no bus").allMatch(Pods::isReady);

    Instant back = Instant.now();
    cluster.nodes().nodes().forEach(node -> cluster.kubectl("uncordon", node.name()));
    cluster.awaitAllReady();
    figure("bus-comes-back-until-all-ready.seconds", since(back));
    for (Pod pod : pods.of("rabbitmq")) {
      assertThat(backends.runningRabbits(pod)).as(Pods.name(pod)).hasSize(3);
    }
    assertThat(cluster.restartsOfStackStorm()).isEqualTo(before);
  }

  @Test
  @Order(6)
  void inADrainEveryProcessEndsByItselfWithinItsGrace() {
    String drained = cluster.nodes().nodes().get(1).name();
    List<Pod> there =
        pods.all().stream().filter(pod -> pod.getSpec().getNodeName().equals(drained)).toList();
    assertThat(there).isNotEmpty();
    try (Endings endings = new Endings(pods)) {
      Instant told = Instant.now();
      cluster.kubectl("drain", drained, "--delete-emptydir-data", "--timeout=400s");

      for (Pod pod : there) {
        Wait.until(
            Wait.LONG,
            Pods.name(pod) + " has ended",
            () -> endings.byContainer().containsKey(key(pod)) ? "" : "nothing was reported");
      }
      figure("drain-of-a-node.seconds", since(told));
      assertThat(endings.byContainer())
          .allSatisfy(
              (container, ending) ->
                  assertThat(ending.getExitCode()).as(container).isNotEqualTo(KILLED));
    }
    cluster.kubectl("uncordon", drained);
    cluster.awaitAllReady();
  }

  private static String key(Pod pod) {
    return Pods.name(pod) + " " + container(pod);
  }
}
