// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.StackStormCluster;
import io.github.cdk8s.stackstorm.StackStormClusterPropsBuilder;
import io.github.cdk8s.stackstorm.k8s.ClaimRef;
import io.github.cdk8s.stackstorm.k8s.ConfigMapRef;
import io.github.cdk8s.stackstorm.k8s.HostPort;
import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.mongo.MongoEndpoint;
import io.github.cdk8s.stackstorm.mongo.MongoReplicaSetProps;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitEndpoint;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitHaProps;
import io.github.cdk8s.stackstorm.redis.RedisEndpoint;
import io.github.cdk8s.stackstorm.redis.RedisSentinelProps;
import io.github.cdk8s.stackstorm.st2.St2Service;
import io.github.cdk8s.stackstorm.st2.St2ServiceBuilder;
import io.github.cdk8s.stackstorm.st2.St2Services;
import io.github.cdk8s.stackstorm.st2.St2Version;
import io.github.cdk8s.stackstorm.support.TestCluster;
import io.github.cdk8s.stackstorm.workload.CaBundle;
import io.github.cdk8s.stackstorm.workload.Proxy;
import io.github.cdk8s.stackstorm.workload.ServiceSettings;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.cdk8s.App;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import software.constructs.Construct;

/** What can be wrong with a cluster as a whole. */
class ClusterBadInputTest extends Refusals {

  static Stream<Arguments> rows() {
    St2Service unknown = St2ServiceBuilder.builder(St2Services.ST2API).name("st2ap").build();
    return Stream.of(
        id("St2", "id = \"St2\"", "DNS label"),
        id("2nd", "id = \"2nd\"", "starting with a letter"),
        id("a".repeat(44), "id = \"" + "a".repeat(44) + "\"", "43 is the most"),
        cluster("st2", "namespace = \"Prod_1\"", "DNS label", it -> it.namespace("Prod_1")),
        cluster(
            "st2",
            "clusterDomain = \"cluster.local.\"",
            "without a dot",
            it -> it.clusterDomain("cluster.local.")),
        cluster("st2", "timeZone = +02:00", "IANA", it -> it.timeZone(ZoneOffset.ofHours(2))),
        cluster(
            "st2",
            "imageRegistry = \"https://r.example.com\"",
            "without a scheme",
            it -> it.imageRegistry("https://r.example.com")),
        cluster(
            "st2",
            "caBundle = \"Corporate CA\"",
            "name of an object",
            it -> it.caBundle(CaBundle.of(ConfigMapRef.named("Corporate CA")))),
        cluster(
            "st2",
            "proxy = \"proxy:3128\"",
            "URL of a proxy",
            it -> it.proxy(Proxy.builder().httpProxy("proxy:3128").build())),
        cluster(
            "st2",
            "proxy = \"http://…@p.example.com\"",
            "without a login",
            it -> it.proxy(Proxy.builder().httpsProxy("http://me:secret@p.example.com").build())),
        cluster(
            "st2",
            "services[st2ap] = st2ap",
            "no service of StackStorm; did you mean st2api?",
            it -> it.services(Map.of(unknown, WorkloadSettings.NONE))),
        cluster(
            "st2",
            "services[st2api].enabled = false",
            "cannot do without it",
            it ->
                it.services(
                    Map.of(St2Services.ST2API, WorkloadSettings.builder().enabled(false).build()))),
        cluster(
            "st2",
            "defaults.enabled = false",
            "one by one",
            it -> it.defaults(WorkloadSettings.builder().enabled(false).build())),
        cluster(
            "st2",
            "defaults.image = docker.io/library/nginx:1.29",
            "an image of its own",
            it -> it.defaults(WorkloadSettings.builder().image(Image.of("nginx:1.29")).build())),
        cluster(
            "st2",
            "services[st2api] = st2api",
            "not the catalogue's entry of that name",
            it ->
                it.services(
                    Map.of(
                        St2ServiceBuilder.builder(St2Services.ST2API).port(8080).build(),
                        WorkloadSettings.NONE))),
        cluster(
            "st2",
            "defaults.service.hostname = st2.example.com",
            "every Service would be published",
            it ->
                it.defaults(
                    WorkloadSettings.builder()
                        .service(ServiceSettings.builder().hostname("st2.example.com").build())
                        .build())),
        cluster(
            "st2",
            "virtualenvs = (none)",
            "both need a volume or neither",
            it -> it.packs(ClaimRef.named("packs"))),
        cluster(
            "st2",
            "packs = other/packs",
            "another namespace",
            it -> it.packs(new ClaimRef("packs", "other")).virtualenvs(ClaimRef.named("venvs"))),
        cluster(
            "st2",
            "database.hosts = (none)",
            "needs an address",
            it -> it.database(MongoEndpoint.builder().build())),
        cluster(
            "st2",
            "database.database = \"st 2\"",
            "name of a database",
            it ->
                it.database(
                    MongoEndpoint.builder()
                        .hosts(List.of(HostPort.of("m", 27017)))
                        .database("st 2")
                        .build())),
        cluster(
            "st2",
            "messaging.hosts = (none)",
            "needs an address",
            it -> it.messaging(RabbitEndpoint.builder().credentials(login()).build())),
        cluster(
            "st2",
            "coordination.hosts = (none)",
            "needs an address",
            it -> it.coordination(RedisEndpoint.builder().build())),
        cluster(
            "st2",
            "coordination.masterName = (none)",
            "asked for a master by name",
            it ->
                it.coordination(
                    RedisEndpoint.builder()
                        .hosts(List.of(HostPort.of("a", 26379), HostPort.of("b", 26379)))
                        .build())),
        Arguments.of(
            "two/st2",
            "id = \"st2\"",
            "overwrite each other",
            (Consumer<App>)
                app -> {
                  new StackStormCluster(app, "st2");
                  new StackStormCluster(new Construct(app, "two"), "st2");
                }));
  }

  @Test
  void problemsOfAllConstructsArriveTogether() {
    String refusal =
        TestCluster.refusal(
            props ->
                props
                    .database(MongoReplicaSetProps.builder().members(2).build())
                    .coordination(RedisSentinelProps.builder().members(4).build())
                    .services(
                        Map.of(
                            St2Services.ST2TIMERSENGINE,
                                WorkloadSettings.builder().replicas(2).build(),
                            St2Services.ST2API, WorkloadSettings.builder().replicas(-1).build()))
                    .packs(ClaimRef.named("packs"))
                    .messaging(RabbitHaProps.builder().name("Bad_NAME").build()));
    assertThat(refusal)
        .contains(
            "[st2] virtualenvs = (none)",
            "[st2/mongodb] members = 2",
            "[st2/redis] members = 4",
            "[st2/st2timersengine] replicas = 2",
            "[st2/st2api] replicas = -1",
            "[st2/rabbitmq] name = \"Bad_NAME\"");
  }

  @Test
  void whatAllPartsRestOnIsReportedOnce() {
    String refusal = TestCluster.refusal(props -> props.namespace("Bad_NAME"));
    assertThat(refusal.lines().filter(line -> line.contains("["))).hasSize(1);
  }

  @Test
  void aVersionWhoseTagMovesGivesOneWarning() {
    assertThat(warnings(props -> props.version(St2Version.V3_9.withTag("latest"))))
        .isEqualTo(
            "Warning: [st2] version = docker.io/stackstorm/st2:latest: the tag latest means another image on every node and day; name a version or a digest"
                + System.lineSeparator());
  }

  @Test
  void aTagThatMovesGivesAWarningAndIsRendered() {
    WorkloadSettings latest =
        WorkloadSettings.builder().image(Image.of("example.com/st2api:latest")).build();
    assertThat(warnings(props -> props.services(Map.of(St2Services.ST2API, latest))))
        .isEqualTo(
            "Warning: [st2/st2api] image = example.com/st2api:latest: the tag latest means another image on every node and day; name a version or a digest"
                + System.lineSeparator());
  }

  /** What a cluster that is synthesized without {@code Synth} prints. */
  private static String warnings(UnaryOperator<StackStormClusterPropsBuilder> change) {
    PrintStream before = System.err;
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    try {
      assertThat(TestCluster.yaml(change)).contains(":latest");
    } finally {
      System.setErr(before);
    }
    return errors.toString(StandardCharsets.UTF_8);
  }
}
