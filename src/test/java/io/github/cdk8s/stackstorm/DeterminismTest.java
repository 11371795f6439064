// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.config.St2Logging;
import io.github.cdk8s.stackstorm.k8s.Tls;
import io.github.cdk8s.stackstorm.mongo.MongoReplicaSetProps;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitHaProps;
import io.github.cdk8s.stackstorm.redis.RedisSentinelProps;
import io.github.cdk8s.stackstorm.st2.St2Services;
import io.github.cdk8s.stackstorm.support.TestCluster;
import io.github.cdk8s.stackstorm.workload.Metrics;
import io.github.cdk8s.stackstorm.workload.Proxy;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Same input, same bytes. */
class DeterminismTest {

  @Test
  void twoSynthesesInOneJvmGiveTheSameBytes() {
    assertThat(cluster()).isEqualTo(cluster());
  }

  @Test
  void twoJvmsGiveTheSameBytes() throws Exception {
    assertThat(inAnotherJvm("first")).isEqualTo(inAnotherJvm("second")).isEqualTo(cluster());
  }

  /**
   * A cluster with as many maps as can be: their order is what differs from one JVM to the next.
   */
  static String cluster() {
    Map<String, String> many =
        Map.of(
            "A_VARIABLE",
            "1",
            "B_VARIABLE",
            "2",
            "C_VARIABLE",
            "3",
            "D_VARIABLE",
            "4",
            "E_VARIABLE",
            "5");
    return TestCluster.yaml(
        props ->
            props
                .defaults(
                    WorkloadSettings.builder().env(many).labels(many).annotations(many).build())
                .services(
                    Map.of(
                        St2Services.ST2API, WorkloadSettings.builder().replicas(3).build(),
                        St2Services.ST2CHATOPS, WorkloadSettings.builder().enabled(true).build(),
                        St2Services.ST2WEB, WorkloadSettings.builder().replicas(4).build()))
                .proxy(Proxy.builder().httpProxy("http://proxy.example.com:3128").build())
                .logging(St2Logging.json())
                .database(
                    MongoReplicaSetProps.builder()
                        .tls(Tls.certManager("ca"))
                        .metrics(watched(many))
                        .build())
                .messaging(
                    RabbitHaProps.builder()
                        .tls(Tls.certManager("ca"))
                        .metrics(watched(many))
                        .config(Map.of("max_message_size", "1", "heartbeat", "60"))
                        .build())
                .coordination(
                    RedisSentinelProps.builder()
                        .tls(Tls.certManager("ca"))
                        .metrics(watched(many))
                        .build()));
  }

  private static Metrics watched(Map<String, String> labels) {
    return Metrics.builder().serviceMonitor(true).labels(labels).build();
  }

  /** Writes the cluster into the file that is named. */
  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[0]), cluster());
    System.exit(0);
  }

  private static String inAnotherJvm(String name) throws Exception {
    Path folder = Files.createDirectories(Path.of("target/determinism", name));
    Path file = folder.resolve("cluster.yaml").toAbsolutePath();
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    DeterminismTest.class.getName(),
                    file.toString()))
            .directory(folder.toFile())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
    return Files.readString(file);
  }
}
