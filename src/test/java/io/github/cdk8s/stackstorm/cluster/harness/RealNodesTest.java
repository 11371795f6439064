// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real nodes do what a test tells them, and are gone afterwards, however it ended. */
@Tag("cluster")
class RealNodesTest {

  private static final String IMAGE = "docker.io/library/redis:7.2";
  private static final Duration LIMIT = Duration.ofMinutes(4);

  @Test
  void aNodeIsCutOffAndKilledAndComesBackEachTime() {
    String number;
    try (RealNodes cluster = RealNodes.start("real-nodes", 3, List.of(IMAGE))) {
      number = cluster.number();
      RealNode node = cluster.nodes().get(2);
      Pods pods = new Pods(cluster, "default");
      start(cluster, node);
      pods.awaitReady(1, LIMIT);
      assertThat(
              pods.exec(
                  pods.all().get(0),
                  "redis",
                  "getent",
                  "hosts",
                  "kubernetes.default.svc.cluster.local"))
          .contains("10.96.0.1");

      node.cutCable();
      Wait.until(LIMIT, node + " is missed", () -> ready(cluster, node) ? "it is ready" : "");
      node.mendCable();
      cluster.awaitReady();
      assertThat(pods.exec(pods.all().get(0), "redis", "redis-cli", "ping")).isEqualTo("PONG\n");

      node.kill();
      Wait.until(LIMIT, node + " is missed", () -> ready(cluster, node) ? "it is ready" : "");
      node.start();
      cluster.awaitReady();
      Wait.until(
          LIMIT,
          "its container has been started again",
          () -> Pods.status(pods.all().get(0), "redis").getRestartCount() > 0 ? "" : "not yet");
      pods.awaitReady(1, LIMIT);
    }
    assertThat(traces(number)).isEmpty();
  }

  @Test
  void nothingIsLeftOfAJvmThatIsKilled() throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StartsNodes.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String number;
    try (BufferedReader output = jvm.inputReader()) {
      number = output.readLine();
    }
    assertThat(traces(number)).isNotEmpty();

    jvm.destroyForcibly().waitFor();

    Wait.until(LIMIT, "all traces are gone", () -> traces(number));
  }

  /** Starts a cluster with a container, prints the number of its run, and stays. */
  static final class StartsNodes {

    private StartsNodes() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws InterruptedException {
      RealNodes cluster = RealNodes.start("real-nodes-killed", 1, List.of(IMAGE));
      start(cluster, cluster.nodes().get(0));
      new Pods(cluster, "default").awaitReady(1, LIMIT);
      System.out.println(cluster.number());
      Thread.currentThread().join();
    }
  }

  private static void start(RealNodes cluster, RealNode node) {
    // The account that pods have when they name none is made a moment after the namespace.
    Wait.until(
        LIMIT,
        "there is a service account",
        () ->
            cluster.client().serviceAccounts().inNamespace("default").withName("default").get()
                    == null
                ? "there is none"
                : "");
    cluster
        .client()
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName("redis")
                .withNamespace("default")
                .endMetadata()
                .withNewSpec()
                .withNodeName(node.name())
                .addNewContainer()
                .withName("redis")
                .withImage(IMAGE)
                .endContainer()
                .addNewToleration()
                .withOperator("Exists")
                .endToleration()
                .endSpec()
                .build())
        .create();
  }

  private static boolean ready(RealNodes cluster, RealNode node) {
    Node now = cluster.client().nodes().withName(node.name()).get();
    return now.getStatus().getConditions().stream()
        .anyMatch(it -> it.getType().equals("Ready") && it.getStatus().equals("True"));
  }

  /** What a run has on this machine: processes, namespaces, interfaces, routes, groups, files. */
  private static String traces(String number) {
    String name = "c8s-" + number;
    return Commands.run(
        List.of(
            "sh",
            "-c",
            "ip netns list | grep \"^$1-\";"
                + " ip -o link show | grep \": $1@\";"
                + " ip route show | grep \"dev $1 \";"
                + " find /sys/fs/cgroup -name \"$1-*\";"
                // A pattern that does not find itself.
                + " grep -lE \"/run-($2)/\" /proc/[0-9]*/mountinfo /proc/[0-9]*/cmdline 2>/dev/null;"
                + " ls -d \"$3\" 2>/dev/null; true",
            "sh",
            name,
            number,
            Binaries.cache().resolve("kubernetes/nodes/run-" + number).toString()));
  }
}
