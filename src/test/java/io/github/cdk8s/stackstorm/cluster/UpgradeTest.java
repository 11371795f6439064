// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.ClusterProfile;
import io.github.cdk8s.stackstorm.StackStormClusterPropsBuilder;
import io.github.cdk8s.stackstorm.cluster.harness.SimulatedCluster;
import io.github.cdk8s.stackstorm.k8s.Credentials;
import io.github.cdk8s.stackstorm.k8s.HostPort;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import io.github.cdk8s.stackstorm.mongo.MongoReplicaSetProps;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitHaProps;
import io.github.cdk8s.stackstorm.redis.RedisEndpoint;
import io.github.cdk8s.stackstorm.redis.RedisSentinelProps;
import io.github.cdk8s.stackstorm.st2.St2Services;
import io.github.cdk8s.stackstorm.st2.St2Version;
import io.github.cdk8s.stackstorm.support.TestCluster;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A running cluster takes over the manifests of a later release, or of other settings. */
@Tag("cluster")
class UpgradeTest {

  private static final Path DOCUMENT = Path.of("docs/upgrades.md");
  // Columns of its table; the first is empty, before the first bar.
  private static final int PRUNED = 2;
  private static final int CLAIMS = 3;

  static Stream<Arguments> releases() {
    return Releases.states().stream()
        .map(
            state ->
                Arguments.of(
                    Releases.ROOT.relativize(state).toString(),
                    Releases.text(state),
                    TestCluster.yaml(props -> props.profile(profile(Releases.profile(state))))));
  }

  static Stream<Arguments> changes() {
    String usual = TestCluster.yaml(props -> props);
    return Stream.of(
        change("to development", usual, props -> props.profile(ClusterProfile.development())),
        Arguments.of(
            "from development",
            TestCluster.yaml(props -> props.profile(ClusterProfile.development())),
            usual),
        change("another release of StackStorm", usual, props -> props.version(St2Version.V3_8)),
        change(
            "more of everything",
            usual,
            props ->
                props
                    .services(
                        Map.of(
                            St2Services.ST2API,
                            WorkloadSettings.builder().replicas(5).build(),
                            St2Services.ST2ACTIONRUNNER,
                            WorkloadSettings.builder().replicas(9).build()))
                    .database(MongoReplicaSetProps.builder().members(5).build())
                    .messaging(RabbitHaProps.builder().members(5).build())
                    .coordination(RedisSentinelProps.builder().members(5).build())),
        change(
            "services on and off",
            usual,
            props ->
                props.services(
                    Map.of(
                        St2Services.ST2CHATOPS,
                        WorkloadSettings.builder().enabled(true).build(),
                        St2Services.ST2CLIENT,
                        WorkloadSettings.builder().enabled(false).build(),
                        St2Services.ST2TIMERSENGINE,
                        WorkloadSettings.builder().replicas(0).build()))),
        change(
            "a backend moves out of the cluster",
            usual,
            props ->
                props.coordination(
                    RedisEndpoint.builder()
                        .hosts(List.of(HostPort.of("redis.example.com", 6379)))
                        .credentials(Credentials.passwordIn(SecretRef.named("redis-login")))
                        .build())));
  }

  private static Arguments change(
      String name, String from, UnaryOperator<StackStormClusterPropsBuilder> to) {
    return Arguments.of(name, from, TestCluster.yaml(to));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"releases", "changes"})
  void isTakenOverByARunningClusterAndLeavesOnlyTheOrphansThatAreDocumented(
      String name, String from, String to) throws IOException {
    try (SimulatedCluster cluster =
        SimulatedCluster.of("upgrade", SimulatedCluster.each(3, "a", "b", "c"))) {
      Set<String> before = cluster.apply(from).versions().keySet();
      cluster.workloads().awaitAllReady();

      // An immutable field that changed would be refused here.
      Set<String> after = cluster.apply(to).versions().keySet();
      Set<String> gone = new TreeSet<>(before);
      gone.removeAll(after);
      cluster.delete(gone);
      cluster.workloads().awaitAllReady();

      assertThat(gone).as("objects to be pruned: %s", name).isEqualTo(cell(name, PRUNED));
      assertThat(cluster.unusedClaims())
          .as("claims that stay behind: %s", name)
          .isEqualTo(cell(name, CLAIMS));
    }
  }

  private static ClusterProfile profile(String name) {
    return Stream.of(ClusterProfile.production(), ClusterProfile.development())
        .filter(profile -> profile.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** A cell of the document's table: names in backquotes; none for a change that has no row. */
  private static Set<String> cell(String name, int column) throws IOException {
    return Files.readAllLines(DOCUMENT).stream()
        .filter(line -> line.startsWith("| " + name + " |"))
        .map(line -> List.of(line.split("\\|", -1)).get(column))
        .flatMap(cell -> Stream.of(cell.split("`", -1)))
        .map(String::strip)
        .filter(text -> text.contains(" "))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
