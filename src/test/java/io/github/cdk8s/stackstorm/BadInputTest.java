// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cdk8s.stackstorm.config.St2Config;
import io.github.cdk8s.stackstorm.config.St2Logging;
import io.github.cdk8s.stackstorm.k8s.ClaimRef;
import io.github.cdk8s.stackstorm.k8s.ConfigMapRef;
import io.github.cdk8s.stackstorm.k8s.Credentials;
import io.github.cdk8s.stackstorm.k8s.HostPort;
import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.k8s.Resources;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import io.github.cdk8s.stackstorm.k8s.Storage;
import io.github.cdk8s.stackstorm.mongo.MongoEndpoint;
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
import io.github.cdk8s.stackstorm.rabbitmq.RabbitEndpoint;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitHa;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitHaProps;
import io.github.cdk8s.stackstorm.redis.RedisEndpoint;
import io.github.cdk8s.stackstorm.redis.RedisSentinel;
import io.github.cdk8s.stackstorm.redis.RedisSentinelProps;
import io.github.cdk8s.stackstorm.st2.St2Service;
import io.github.cdk8s.stackstorm.st2.St2ServiceBuilder;
import io.github.cdk8s.stackstorm.st2.St2Services;
import io.github.cdk8s.stackstorm.st2.St2Version;
import io.github.cdk8s.stackstorm.support.Synthesis;
import io.github.cdk8s.stackstorm.support.TestCluster;
import io.github.cdk8s.stackstorm.workload.CaBundle;
import io.github.cdk8s.stackstorm.workload.Proxy;
import io.github.cdk8s.stackstorm.workload.ServiceSettings;
import io.github.cdk8s.stackstorm.workload.ServiceType;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import io.github.cdk8s.stackstorm.workload.WorkloadSettingsBuilder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import org.cdk8s.plus34.k8s.Affinity;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.EmptyDirVolumeSource;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.constructs.Construct;

/** Every mistake is found before anything is written, and said so that it can be mended. */
class BadInputTest {

  private static final String SHAPE = "\\S.* = .+: .+; .+";

  /** Where, property and given value, and a word of the rule; the input that breaks it. */
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource({"clusters", "services", "placements", "backends", "configurations"})
  void constructsRefuse(String path, String property, String rule, Consumer<App> program) {
    String refusal = Synthesis.refusal(program);
    assertThat(refusal.lines().filter(line -> line.contains("[" + path + "] " + property)))
        .as(refusal)
        .singleElement()
        .asString()
        .contains(rule)
        .matches(".*\\[\\S+\\] " + SHAPE);
  }

  static Stream<Arguments> clusters() {
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

  static Stream<Arguments> services() {
    return Stream.of(
        service(
            St2Services.ST2TIMERSENGINE, "replicas = 2", "every timer twice", it -> it.replicas(2)),
        service(
            St2Services.ST2SENSORCONTAINER,
            "replicas = 3",
            "every sensor twice",
            it -> it.replicas(3)),
        service(
            St2Services.ST2GARBAGECOLLECTOR,
            "replicas = 2",
            "must be 0 or 1",
            it -> it.replicas(2)),
        service(
            St2Services.ST2CHATOPS,
            "replicas = 2",
            "every message twice",
            it -> it.enabled(true).replicas(2)),
        service(St2Services.ST2API, "replicas = 0", "must be at least 1", it -> it.replicas(0)),
        service(St2Services.ST2API, "replicas = -1", "from 0 to", it -> it.replicas(-1)),
        service(St2Services.ST2API, "replicas = 20000", "from 0 to", it -> it.replicas(20000)),
        service(
            St2Services.ST2API,
            "terminationGracePeriod = PT-1S",
            "more than nothing",
            it -> it.terminationGracePeriod(Duration.ofSeconds(-1))),
        service(
            St2Services.ST2API,
            "terminationGracePeriod = PT8640H",
            "at most 7 days",
            it -> it.terminationGracePeriod(Duration.ofDays(360))),
        service(
            St2Services.ST2API,
            "resources.memoryLimit = 100Mi",
            "below the request, 150Mi",
            it -> it.resources(Resources.builder().memoryLimit(Quantity.of("100Mi")).build())),
        service(
            St2Services.ST2API,
            "resources.cpuLimit = 100m",
            "below the request, 2",
            it ->
                it.resources(
                    Resources.builder()
                        .cpuRequest(Quantity.of("2"))
                        .cpuLimit(Quantity.of("100m"))
                        .build())),
        service(
            St2Services.ST2API,
            "resources.memoryRequest = 512",
            "less than any container",
            it -> it.resources(Resources.builder().memoryRequest(Quantity.of("512")).build())),
        service(
            St2Services.ST2API,
            "resources.cpuRequest = 2000",
            "at most 1000 cores",
            it -> it.resources(Resources.builder().cpuRequest(Quantity.of("2000")).build())),
        service(
            St2Services.ST2API,
            "labels[app] = mine",
            "that the library sets",
            it -> it.labels(Map.of("app", "mine"))),
        service(
            St2Services.ST2API,
            "labels[team] = \"a b\"",
            "at most 63 letters",
            it -> it.labels(Map.of("team", "a b"))),
        service(
            St2Services.ST2API,
            "env[MY VAR] = \"MY VAR\"",
            "no name of a variable",
            it -> it.env(Map.of("MY VAR", "1"))),
        service(
            St2Services.ST2API,
            "imagePullSecrets = \"Pull Secret\"",
            "name of an object",
            it -> it.imagePullSecrets(List.of(SecretRef.named("Pull Secret")))),
        service(
            St2Services.ST2API,
            "envFromSecrets = other/login",
            "another namespace",
            it -> it.envFromSecrets(List.of(new SecretRef("login", "other")))),
        service(
            St2Services.ST2API,
            "volumes[st2-config] = st2-config",
            "second volume",
            it -> it.volumes(List.of(emptyDir("st2-config")))),
        service(
            St2Services.ST2API,
            "volumeMounts[/etc/st2/keys] = /etc/st2/keys",
            "second mount path",
            it ->
                it.volumes(List.of(emptyDir("keys")))
                    .volumeMounts(List.of(mount("keys", "/etc/st2/keys")))),
        service(
            St2Services.ST2API,
            "volumeMounts[/data] = nowhere",
            "names no volume",
            it -> it.volumeMounts(List.of(mount("nowhere", "/data")))),
        service(
            St2Services.ST2API,
            "sidecars[st2api] = st2api",
            "second container",
            it ->
                it.sidecars(
                    List.of(
                        Container.builder()
                            .name("st2api")
                            .image("docker.io/library/busybox:1.37")
                            .build()))),
        service(
            St2Services.ST2WEB,
            "service.hostname = (none)",
            "stands for a host name",
            it -> it.service(ServiceSettings.builder().type(ServiceType.EXTERNAL_NAME).build())));
  }

  static Stream<Arguments> placements() {
    return Stream.of(
        placement(
            "spreads[kubernetes.io/hostname].maxSkew = 0",
            "at least 1",
            Placement.spread(Spread.hard(Topology.HOST).withMaxSkew(0))),
        placement(
            "spreads[topology.kubernetes.io/zone] = (twice)",
            "one rule a topology",
            Placement.spread(Spread.hard(Topology.ZONE), Spread.soft(Topology.ZONE))),
        placement(
            "nodeRules[disk] = NotIn [ssd]",
            "contradicts nodeSelector[disk] = ssd",
            Placement.onNodes("disk", "ssd").and(Placement.nodes(NodeRule.notIn("disk", "ssd")))),
        placement(
            "nodeRules[disk] = DoesNotExist []",
            "contradicts nodeSelector",
            Placement.onNodes("disk", "ssd").and(Placement.nodes(NodeRule.doesNotExist("disk")))),
        placement(
            "nodeRules[disk] = In [ssd]",
            "contradicts the rule NotIn",
            Placement.nodes(NodeRule.in("disk", "ssd"), NodeRule.notIn("disk", "ssd", "nvme"))),
        placement(
            "nodeRules[disk] = In []", "at least one value", Placement.nodes(NodeRule.in("disk"))),
        placement(
            "nodeRules[disk].weight = 200",
            "from 1 to 100",
            Placement.nodes(NodeRule.exists("disk").preferred(200))),
        placement(
            "antiAffinities[kubernetes.io/hostname].weight = 0",
            "from 1 to 100",
            Placement.apart(new AntiAffinity(Topology.HOST, 0))),
        placement(
            "tolerations[null] = yes",
            "a value needs a key",
            Placement.tolerate(new Toleration(null, "yes", null, null))),
        placement(
            "tolerations[spot].period = PT-5S",
            "not be negative",
            Placement.tolerate(Toleration.of("spot").withPeriod(Duration.ofSeconds(-5)))),
        placement(
            "affinity = (raw)",
            "both are given",
            Placement.affinity(Affinity.builder().build())
                .and(Placement.nodes(NodeRule.exists("disk")))));
  }

  static Stream<Arguments> backends() {
    return Stream.of(
        backend(
            "members = 2",
            "no majority",
            chart ->
                new MongoReplicaSet(
                    chart, "mongo", MongoReplicaSetProps.builder().members(2).build())),
        backend(
            "members = 4",
            "no more losses",
            chart ->
                new MongoReplicaSet(
                    chart, "mongo", MongoReplicaSetProps.builder().members(4).build())),
        backend(
            "members = 0",
            "must be 1, 3, 5 or 7",
            chart -> new RabbitHa(chart, "mongo", RabbitHaProps.builder().members(0).build())),
        backend(
            "members = 2",
            "no majority",
            chart -> new RabbitHa(chart, "mongo", RabbitHaProps.builder().members(2).build())),
        backend(
            "members = 2",
            "no majority",
            chart ->
                new RedisSentinel(chart, "mongo", RedisSentinelProps.builder().members(2).build())),
        backend(
            "members = 9",
            "must be 1, 3, 5 or 7",
            chart ->
                new RedisSentinel(chart, "mongo", RedisSentinelProps.builder().members(9).build())),
        backend(
            "masterName = \"my master\"",
            "letters, digits",
            chart ->
                new RedisSentinel(
                    chart, "mongo", RedisSentinelProps.builder().masterName("my master").build())),
        backend(
            "replicaSet = \"r s\"",
            "letters, digits",
            chart ->
                new MongoReplicaSet(
                    chart, "mongo", MongoReplicaSetProps.builder().replicaSet("r s").build())),
        backend(
            "storage = 10Mi",
            "less than the backend can start in",
            chart ->
                new RabbitHa(
                    chart,
                    "mongo",
                    RabbitHaProps.builder().storage(Storage.claim(Quantity.of("10Mi"))).build())),
        backend(
            "workload.replicas = 5",
            "set members instead",
            chart ->
                new MongoReplicaSet(
                    chart,
                    "mongo",
                    MongoReplicaSetProps.builder()
                        .workload(WorkloadSettings.builder().replicas(5).build())
                        .build())),
        backend(
            "workload.image = docker.io/library/mongo:8.0",
            "set image instead",
            chart ->
                new MongoReplicaSet(
                    chart,
                    "mongo",
                    MongoReplicaSetProps.builder()
                        .workload(WorkloadSettings.builder().image(Image.of("mongo:8.0")).build())
                        .build())),
        backend(
            "name = \"" + "m".repeat(53) + "\"",
            "52 is the most",
            chart ->
                new MongoReplicaSet(
                    chart, "mongo", MongoReplicaSetProps.builder().name("m".repeat(53)).build())),
        backend(
            "accessModes = [ReadWriteOnce]",
            "several nodes write",
            chart ->
                new St2PackVolume(
                    chart,
                    "mongo",
                    St2PackVolumeProps.builder().accessModes(List.of("ReadWriteOnce")).build())),
        backend(
            "size = 1Mi",
            "less than the packs",
            chart ->
                new St2PackVolume(
                    chart, "mongo", St2PackVolumeProps.builder().size(Quantity.of("1Mi")).build())),
        Arguments.of(
            "bare/mongo",
            "namespace = (none)",
            "full DNS names",
            (Consumer<App>) app -> new MongoReplicaSet(new Chart(app, "bare"), "mongo")));
  }

  /**
   * What stands alone is refused where it is made, with the user's own line at the top of the
   * stack.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("values")
  void valuesRefuse(String start, ThrowingCallable make) {
    assertThatThrownBy(make)
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .startsWith(start)
        .matches(SHAPE);
  }

  static Stream<Arguments> configurations() {
    St2Config logging = St2Config.NONE.set("api", "logging", "/opt/logging.conf");
    return Stream.of(
        cluster(
            "st2/config",
            "[scheduler] pool_sise = \"20\"",
            "did you mean [scheduler] pool_size?",
            it -> it.config(St2Config.NONE.set("scheduler", "pool_sise", 20))),
        cluster(
            "st2/config",
            "[messaging] prefix = \"prod\"",
            "is no option of StackStorm 3.8",
            it ->
                it.version(St2Version.V3_8)
                    .config(St2Config.NONE.set("messaging", "prefix", "prod"))),
        cluster(
            "st2/config",
            "[database] host = \"m\"",
            "is set by the library; set database",
            it -> it.config(St2Config.NONE.set("database", "host", "m"))),
        cluster(
            "st2/config",
            "rawText = \"port = 1\"",
            "must begin with a section",
            it -> it.config(St2Config.builder().rawText("port = 1").build())),
        cluster(
            "st2/config",
            "configSecret = other/st2-options",
            "another namespace",
            it -> it.configSecret(new SecretRef("st2-options", "other"))),
        cluster(
            "st2/config",
            "serviceLogging[st2web] = ",
            "no service that logs",
            it -> it.addServiceLogging(St2Services.ST2WEB, St2Logging.json())),
        cluster(
            "st2/config",
            "[api] logging = ",
            "set one of both",
            it -> it.config(logging).logging(St2Logging.json())),
        cluster(
            "st2/st2actionrunner",
            "terminationGracePeriod = PT5M",
            "less than the 310 s",
            it ->
                it.services(
                    Map.of(
                        St2Services.ST2ACTIONRUNNER,
                        WorkloadSettings.builder()
                            .terminationGracePeriod(Duration.ofMinutes(5))
                            .build()))),
        cluster(
            "st2/st2workflowengine",
            "terminationGracePeriod = PT5M30S",
            "shorten [workflow_engine] exit_still_active_check",
            it ->
                it.config(St2Config.NONE.set("workflow_engine", "exit_still_active_check", 600))
                    .services(
                        Map.of(
                            St2Services.ST2WORKFLOWENGINE,
                            WorkloadSettings.builder()
                                .terminationGracePeriod(Duration.ofSeconds(330))
                                .build()))));
  }

  static Stream<Arguments> values() {
    return Stream.of(
        value("Quantity.text = \"-5Mi\"", () -> Quantity.of("-5Mi")),
        value("Quantity.text = \"12Mib\"", () -> Quantity.of("12Mib")),
        value("Quantity.text = \"-1m\"", () -> Quantity.millicores(-1)),
        value("Image.tag = (none)", () -> Image.of("mongo")),
        value("Image.repository = \"library/Mongo\"", () -> Image.of("Mongo:7.0")),
        value("Image.digest = \"sha256:12\"", () -> Image.of("mongo@sha256:12")),
        value("Image.tag = \"7 0\"", () -> Image.of("mongo:7 0")),
        value("HostPort.host = \"http://mongo\"", () -> HostPort.of("http://mongo", 27017)),
        value("HostPort.port = 70000", () -> HostPort.of("mongo", 70000)),
        value(
            "Placement.nodeSelector[disk] = hdd",
            () -> Placement.onNodes("disk", "ssd").and(Placement.onNodes("disk", "hdd"))));
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
  void aTagThatMovesGivesAWarningAndIsRendered() {
    WorkloadSettings latest =
        WorkloadSettings.builder().image(Image.of("example.com/st2api:latest")).build();
    PrintStream before = System.err;
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    try {
      assertThat(TestCluster.yaml(props -> props.services(Map.of(St2Services.ST2API, latest))))
          .contains("example.com/st2api:latest");
    } finally {
      System.setErr(before);
    }
    assertThat(errors.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "Warning: [st2/st2api] image = example.com/st2api:latest: the tag latest means another image on every node and day; name a version or a digest"
                + System.lineSeparator());
  }

  private static Credentials login() {
    return Credentials.in(SecretRef.named("login"));
  }

  private static Volume emptyDir(String name) {
    return Volume.builder().name(name).emptyDir(EmptyDirVolumeSource.builder().build()).build();
  }

  private static VolumeMount mount(String volume, String path) {
    return VolumeMount.builder().name(volume).mountPath(path).build();
  }

  private static Arguments id(String id, String property, String rule) {
    return Arguments.of(id, property, rule, (Consumer<App>) app -> new StackStormCluster(app, id));
  }

  private static Arguments cluster(
      String path,
      String property,
      String rule,
      UnaryOperator<StackStormClusterPropsBuilder> change) {
    Consumer<App> program =
        app ->
            new StackStormCluster(
                app, "st2", change.apply(StackStormClusterProps.builder()).build());
    return Arguments.of(path, property, rule, program);
  }

  private static Arguments service(
      St2Service service,
      String property,
      String rule,
      UnaryOperator<WorkloadSettingsBuilder> change) {
    WorkloadSettings settings = change.apply(WorkloadSettings.builder()).build();
    return cluster(
        "st2/" + service.name(),
        property,
        rule,
        props -> props.services(Map.of(service, settings)));
  }

  private static Arguments placement(String property, String rule, Placement placement) {
    return service(
        St2Services.ST2API,
        "placement." + property,
        rule,
        settings -> settings.placement(placement));
  }

  private static Arguments backend(String property, String rule, Consumer<Chart> content) {
    Consumer<App> program =
        app ->
            content.accept(
                new Chart(app, "chart", ChartProps.builder().namespace("stackstorm").build()));
    return Arguments.of("chart/mongo", property, rule, program);
  }

  private static Arguments value(String start, ThrowingCallable make) {
    return Arguments.of(start, make);
  }
}
