// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.config.EverySection;
import io.github.cdk8s.stackstorm.config.St2Logging;
import io.github.cdk8s.stackstorm.k8s.Credentials;
import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.k8s.Resources;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import io.github.cdk8s.stackstorm.k8s.Storage;
import io.github.cdk8s.stackstorm.k8s.Tls;
import io.github.cdk8s.stackstorm.mongo.MongoCredentials;
import io.github.cdk8s.stackstorm.mongo.MongoReplicaSet;
import io.github.cdk8s.stackstorm.mongo.MongoReplicaSetProps;
import io.github.cdk8s.stackstorm.packs.St2PackVolume;
import io.github.cdk8s.stackstorm.packs.St2PackVolumeProps;
import io.github.cdk8s.stackstorm.placement.AntiAffinity;
import io.github.cdk8s.stackstorm.placement.NodeRule;
import io.github.cdk8s.stackstorm.placement.Placement;
import io.github.cdk8s.stackstorm.placement.Spread;
import io.github.cdk8s.stackstorm.placement.Toleration;
import io.github.cdk8s.stackstorm.placement.Topology;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitHa;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitHaProps;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitQueueType;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitVersion;
import io.github.cdk8s.stackstorm.redis.RedisSentinel;
import io.github.cdk8s.stackstorm.redis.RedisSentinelProps;
import io.github.cdk8s.stackstorm.st2.St2Component;
import io.github.cdk8s.stackstorm.st2.St2ComponentProps;
import io.github.cdk8s.stackstorm.st2.St2Context;
import io.github.cdk8s.stackstorm.st2.St2Service;
import io.github.cdk8s.stackstorm.st2.St2Services;
import io.github.cdk8s.stackstorm.st2.St2SharedConfig;
import io.github.cdk8s.stackstorm.support.Snapshots;
import io.github.cdk8s.stackstorm.support.Synthesis;
import io.github.cdk8s.stackstorm.support.TestCluster;
import io.github.cdk8s.stackstorm.workload.Metrics;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cdk8s.Chart;
import org.cdk8s.plus34.k8s.Affinity;
import org.cdk8s.plus34.k8s.NodeAffinity;
import org.cdk8s.plus34.k8s.NodeSelectorRequirement;
import org.cdk8s.plus34.k8s.NodeSelectorTerm;
import org.cdk8s.plus34.k8s.PreferredSchedulingTerm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The YAML that users get, case by case. */
class SnapshotTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource({"services", "replicas", "placements", "backends", "packs", "configurations"})
  void partsAreAsApproved(String name, Consumer<Chart> content) {
    Snapshots.verify(name, Synthesis.chart(content));
  }

  @Test
  void productionClusterIsAsApproved() {
    Snapshots.verify("cluster/production", TestCluster.yaml(props -> props));
  }

  @Test
  void developmentClusterIsAsApproved() {
    Snapshots.verify(
        "cluster/development",
        TestCluster.yaml(props -> props.profile(ClusterProfile.development())));
  }

  @Test
  void clusterWithBackendsThatLieElsewhereIsAsApproved() {
    Snapshots.verify("external/cluster", TestCluster.yaml(TestCluster::external));
  }

  @Test
  void noSnapshotIsOrphaned() throws IOException {
    Set<String> cases =
        Stream.of(services(), replicas(), placements(), backends(), packs(), configurations())
            .flatMap(Function.identity())
            .map(arguments -> (String) arguments.get()[0])
            .collect(Collectors.toCollection(TreeSet::new));
    cases.addAll(List.of("cluster/production", "cluster/development", "external/cluster"));
    Set<String> orphans = new TreeSet<>(Snapshots.names());
    orphans.removeAll(cases);
    if (Snapshots.updating()) {
      for (String orphan : orphans) {
        Files.delete(Snapshots.file(orphan));
      }
      orphans.clear();
    }
    assertThat(orphans).as("approved files that no case claims: run make snapshots").isEmpty();
  }

  static Stream<Arguments> services() {
    return St2Services.all().stream()
        .map(service -> part("st2/" + service.name(), service, WorkloadSettings.NONE));
  }

  static Stream<Arguments> replicas() {
    return Stream.of(
        part("replicas/default", St2Services.ST2RULESENGINE, WorkloadSettings.NONE),
        part("replicas/scaled", St2Services.ST2RULESENGINE, replicas(4)),
        part("replicas/one", St2Services.ST2RULESENGINE, replicas(1)),
        part("replicas/zero", St2Services.ST2RULESENGINE, replicas(0)),
        part("replicas/singleton", St2Services.ST2TIMERSENGINE, WorkloadSettings.NONE),
        part("replicas/singleton-zero", St2Services.ST2TIMERSENGINE, replicas(0)));
  }

  static Stream<Arguments> placements() {
    return Stream.of(
        placement("none", Placement.none()),
        placement("high-availability", Placement.highAvailability()),
        placement("quorum", Placement.quorum()),
        placement(
            "hard-spread",
            Placement.spread(
                Spread.hard(Topology.ZONE), Spread.hard(Topology.HOST).withMaxSkew(2))),
        placement("apart-required", Placement.apart(AntiAffinity.required(Topology.HOST))),
        placement("apart-preferred", Placement.apart(AntiAffinity.preferred(Topology.ZONE))),
        placement("node-selector", Placement.onNodes("disktype", "ssd")),
        placement(
            "node-rules",
            Placement.nodes(
                NodeRule.in("kubernetes.io/arch", "amd64"),
                NodeRule.notIn("node-pool", "spot", "batch"),
                NodeRule.exists("disktype").preferred(20))),
        placement(
            "tolerations",
            Placement.tolerate(
                Toleration.of("node-role.kubernetes.io/control-plane")
                    .withEffect(Toleration.Effect.NO_SCHEDULE),
                Toleration.of("node.kubernetes.io/not-ready").withPeriod(Duration.ofMinutes(5)))),
        placement(
            "dedicated-pool",
            Placement.dedicatedPool("stackstorm").and(Placement.highAvailability())),
        placement("raw-affinity", Placement.affinity(rawAffinity())));
  }

  static Stream<Arguments> backends() {
    return Stream.of(
        Arguments.of(
            "mongo/three-members",
            (Consumer<Chart>) chart -> new MongoReplicaSet(chart, "mongodb")),
        Arguments.of(
            "mongo/single-ephemeral",
            (Consumer<Chart>)
                chart ->
                    new MongoReplicaSet(
                        chart,
                        "mongodb",
                        MongoReplicaSetProps.builder()
                            .members(1)
                            .storage(Storage.ephemeral())
                            .build())),
        Arguments.of(
            "mongo/cert-manager-and-metrics",
            (Consumer<Chart>)
                chart ->
                    new MongoReplicaSet(
                        chart,
                        "mongodb",
                        MongoReplicaSetProps.builder()
                            .members(5)
                            .image(Image.of("mongo:8.0"))
                            .tls(Tls.certManagerClusterIssuer("internal"))
                            .metrics(Metrics.builder().serviceMonitor(true).build())
                            .build())),
        Arguments.of(
            "mongo/existing-secrets",
            (Consumer<Chart>)
                chart ->
                    new MongoReplicaSet(
                        chart,
                        "mongodb",
                        MongoReplicaSetProps.builder()
                            .image(Image.of("mongo:4.4"))
                            .database("automation")
                            .credentials(
                                MongoCredentials.builder(SecretRef.named("vault-mongo"))
                                    .rootPasswordKey("admin")
                                    .keyfileKey("replica-set-key")
                                    .build())
                            .tls(Tls.existing(SecretRef.named("mongo-certificate")))
                            .workload(
                                WorkloadSettings.builder()
                                    .resources(
                                        Resources.builder()
                                            .memoryLimit(Quantity.gibibytes(4))
                                            .build())
                                    .build())
                            .build())),
        Arguments.of(
            "rabbitmq/three-members", (Consumer<Chart>) chart -> new RabbitHa(chart, "rabbitmq")),
        Arguments.of(
            "rabbitmq/five-members",
            (Consumer<Chart>)
                chart ->
                    new RabbitHa(
                        chart,
                        "rabbitmq",
                        RabbitHaProps.builder()
                            .members(5)
                            .image(Image.of("rabbitmq:3.13-management"))
                            .storage(Storage.claim(Quantity.gibibytes(20)).ofClass("fast"))
                            .build())),
        Arguments.of(
            "rabbitmq/tls-metrics",
            (Consumer<Chart>)
                chart ->
                    new RabbitHa(
                        chart,
                        "rabbitmq",
                        RabbitHaProps.builder()
                            .image(Image.of("rabbitmq:4.3-management"))
                            .credentials(
                                new Credentials(SecretRef.named("bus-login"), "user", "pass"))
                            .erlangCookie(new Credentials(SecretRef.named("bus"), null, "cookie"))
                            .virtualHost("automation")
                            .defaultQueueType(RabbitQueueType.CLASSIC)
                            .tls(Tls.certManager("internal-ca"))
                            .metrics(Metrics.builder().serviceMonitor(true).build())
                            .config(Map.of("max_message_size", "33554432"))
                            .build())),
        Arguments.of(
            "rabbitmq/single-ephemeral",
            (Consumer<Chart>)
                chart ->
                    new RabbitHa(
                        chart,
                        "rabbitmq",
                        RabbitHaProps.builder().members(1).storage(Storage.ephemeral()).build())),
        Arguments.of(
            "rabbitmq/debian",
            (Consumer<Chart>)
                chart ->
                    new RabbitHa(
                        chart,
                        "rabbitmq",
                        RabbitHaProps.builder()
                            .image(Image.of("rabbitmq:3.10-debian"))
                            .version(RabbitVersion.V3_10)
                            .build())),
        Arguments.of(
            "redis/three-members", (Consumer<Chart>) chart -> new RedisSentinel(chart, "redis")),
        Arguments.of(
            "redis/single-valkey",
            (Consumer<Chart>)
                chart ->
                    new RedisSentinel(
                        chart,
                        "redis",
                        RedisSentinelProps.builder()
                            .members(1)
                            .image(Image.of("valkey/valkey:8.1"))
                            .build())),
        Arguments.of(
            "redis/all-options",
            (Consumer<Chart>)
                chart ->
                    new RedisSentinel(
                        chart,
                        "redis",
                        RedisSentinelProps.builder()
                            .members(5)
                            .storage(
                                Storage.claim(Quantity.gibibytes(4))
                                    .retained(Storage.Retention.UNTIL_DELETED))
                            .credentials(
                                new Credentials(SecretRef.named("logins"), null, "redis-password"))
                            .sentinelPassword("sentinel-password")
                            .tls(Tls.certManager("internal"))
                            .metrics(
                                Metrics.builder()
                                    .serviceMonitor(true)
                                    .labels(Map.of("prometheus", "main"))
                                    .build())
                            .workload(
                                WorkloadSettings.builder()
                                    .resources(
                                        Resources.builder()
                                            .memoryLimit(Quantity.gibibytes(1))
                                            .build())
                                    .build())
                            .build())));
  }

  static Stream<Arguments> packs() {
    return Stream.of(
        Arguments.of(
            "packs/volume",
            (Consumer<Chart>)
                chart ->
                    new St2PackVolume(
                        chart, "packs", St2PackVolumeProps.builder().storageClass("nfs").build())));
  }

  static Stream<Arguments> configurations() {
    St2Context said =
        TestCluster.context()
            .config(
                EverySection.builder()
                    .rawText("[system]\n# for a while\ndebug = True\n")
                    .build()
                    .set("ssh_runner", "remote_dir", "/var/tmp/$USER"))
            .configSecret(SecretRef.named("st2-secret-options"))
            .addServiceLogging(St2Services.ST2API, St2Logging.json().from(St2Logging.Level.WARNING))
            .build();
    return Stream.of(
        Arguments.of(
            "config/default",
            (Consumer<Chart>)
                chart -> new St2SharedConfig(chart, "config", TestCluster.context().build())),
        Arguments.of(
            "config/everything",
            (Consumer<Chart>) chart -> new St2SharedConfig(chart, "config", said)),
        Arguments.of(
            "config/service",
            (Consumer<Chart>)
                chart ->
                    new St2Component(
                        chart, "st2api", St2ComponentProps.of(St2Services.ST2API, said))));
  }

  private static Arguments part(String name, St2Service service, WorkloadSettings settings) {
    Consumer<Chart> content =
        chart ->
            new St2Component(
                chart,
                service.name(),
                new St2ComponentProps(service, TestCluster.context().build(), settings));
    return Arguments.of(name, content);
  }

  private static Arguments placement(String name, Placement placement) {
    return part(
        "placement/" + name,
        St2Services.ST2NOTIFIER,
        WorkloadSettings.builder().placement(placement).build());
  }

  private static WorkloadSettings replicas(int replicas) {
    return WorkloadSettings.builder().replicas(replicas).build();
  }

  private static Affinity rawAffinity() {
    NodeSelectorTerm term =
        NodeSelectorTerm.builder()
            .matchFields(
                List.of(
                    NodeSelectorRequirement.builder()
                        .key("metadata.name")
                        .operator("NotIn")
                        .values(List.of("node-1"))
                        .build()))
            .build();
    return Affinity.builder()
        .nodeAffinity(
            NodeAffinity.builder()
                .preferredDuringSchedulingIgnoredDuringExecution(
                    List.of(PreferredSchedulingTerm.builder().weight(10).preference(term).build()))
                .build())
        .build();
  }
}
