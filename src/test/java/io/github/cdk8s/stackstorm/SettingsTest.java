// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.k8s.ConfigMapRef;
import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.k8s.ImagePullPolicy;
import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.k8s.Resources;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import io.github.cdk8s.stackstorm.k8s.ServiceAccountRef;
import io.github.cdk8s.stackstorm.mongo.MongoReplicaSetProps;
import io.github.cdk8s.stackstorm.placement.AntiAffinity;
import io.github.cdk8s.stackstorm.placement.Placement;
import io.github.cdk8s.stackstorm.placement.Topology;
import io.github.cdk8s.stackstorm.st2.St2Service;
import io.github.cdk8s.stackstorm.st2.St2Services;
import io.github.cdk8s.stackstorm.st2.St2Version;
import io.github.cdk8s.stackstorm.support.Manifests;
import io.github.cdk8s.stackstorm.support.Manifests.Node;
import io.github.cdk8s.stackstorm.support.TestCluster;
import io.github.cdk8s.stackstorm.workload.CaBundle;
import io.github.cdk8s.stackstorm.workload.DnsPolicy;
import io.github.cdk8s.stackstorm.workload.Proxy;
import io.github.cdk8s.stackstorm.workload.ServiceSettings;
import io.github.cdk8s.stackstorm.workload.ServiceType;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.EmptyDirVolumeSource;
import org.cdk8s.plus34.k8s.HostAlias;
import org.cdk8s.plus34.k8s.PodDnsConfig;
import org.cdk8s.plus34.k8s.PodSecurityContext;
import org.cdk8s.plus34.k8s.SecurityContext;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;
import org.junit.jupiter.api.Test;

/** What users set arrives, at every level, by the one rule of WorkloadSettings. */
class SettingsTest {

  @Test
  void everySettingOfAServiceArrives() {
    Volume scratch =
        Volume.builder().name("scratch").emptyDir(EmptyDirVolumeSource.builder().build()).build();
    Manifests cluster =
        withApi(
            WorkloadSettings.builder()
                .replicas(3)
                .image(Image.of("registry.example.com/st2api:3.9.1"))
                .imagePullPolicy(ImagePullPolicy.ALWAYS)
                .imagePullSecrets(
                    List.of(SecretRef.named("pull"), new SecretRef("pull", "stackstorm")))
                .resources(Resources.builder().memoryLimit(Quantity.of("1Gi")).build())
                .env(Map.of("B", "2", "A", "1"))
                .envFromSecrets(List.of(SecretRef.named("more")))
                .labels(Map.of("team", "ops"))
                .annotations(Map.of("example.com/owner", "ops"))
                .serviceAccount(ServiceAccountRef.named("api"))
                .podSecurityContext(PodSecurityContext.builder().runAsUser(1000).build())
                .securityContext(SecurityContext.builder().readOnlyRootFilesystem(true).build())
                .hostAliases(
                    List.of(
                        HostAlias.builder()
                            .ip("192.0.2.1")
                            .hostnames(List.of("old.example.com"))
                            .build()))
                .dnsPolicy(DnsPolicy.NONE)
                .dnsConfig(PodDnsConfig.builder().nameservers(List.of("192.0.2.53")).build())
                .volumes(List.of(scratch))
                .volumeMounts(
                    List.of(VolumeMount.builder().name("scratch").mountPath("/scratch").build()))
                .initContainers(List.of(container("before")))
                .sidecars(List.of(container("beside")))
                .terminationGracePeriod(Duration.ofSeconds(45))
                .priorityClassName("important")
                .service(
                    ServiceSettings.builder()
                        .type(ServiceType.LOAD_BALANCER)
                        .annotations(Map.of("example.com/lb", "internal"))
                        .hostname("api.example.com")
                        .build())
                .build());
    Node deployment = cluster.one("Deployment", "st2-st2api");
    Node pod = deployment.pod();
    Node main = pod.at("containers.0");
    assertThat(deployment.number("spec.replicas")).isEqualTo(3);
    assertThat(deployment.map("metadata.labels")).containsEntry("team", "ops");
    assertThat(deployment.map("spec.template.metadata.labels")).containsEntry("team", "ops");
    assertThat(deployment.map("spec.template.metadata.annotations"))
        .containsEntry("example.com/owner", "ops");
    assertThat(pod.list("imagePullSecrets"))
        .extracting(it -> it.text("name"))
        .containsExactly("pull");
    assertThat(pod.text("serviceAccountName")).isEqualTo("api");
    assertThat(pod.at("automountServiceAccountToken").value()).isEqualTo(true);
    assertThat(pod.map("securityContext")).isEqualTo(Map.of("runAsUser", 1000));
    assertThat(pod.text("hostAliases.0.ip")).isEqualTo("192.0.2.1");
    assertThat(pod.text("dnsPolicy")).isEqualTo("None");
    assertThat(pod.text("dnsConfig.nameservers.0")).isEqualTo("192.0.2.53");
    assertThat(pod.list("initContainers"))
        .extracting(it -> it.text("name"))
        .containsExactly("connections", "wait-for-backends", "before");
    assertThat(pod.list("containers"))
        .extracting(it -> it.text("name"))
        .containsExactly("st2api", "beside");
    assertThat(pod.number("terminationGracePeriodSeconds")).isEqualTo(45);
    assertThat(pod.text("priorityClassName")).isEqualTo("important");
    assertThat(main.text("image")).isEqualTo("registry.example.com/st2api:3.9.1");
    assertThat(pod.allContainers())
        .filteredOn(it -> !it.text("image").contains("busybox"))
        .allMatch(it -> it.text("imagePullPolicy").equals("Always"));
    assertThat(main.map("resources"))
        .isEqualTo(
            Map.of(
                "requests",
                Map.of("cpu", "50m", "memory", "150Mi"),
                "limits",
                Map.of("memory", "1Gi")));
    assertThat(main.list("env")).extracting(it -> it.text("name")).containsExactly("A", "B");
    assertThat(main.list("envFrom")).extracting(it -> it.text("secretRef.name")).contains("more");
    assertThat(main.map("securityContext")).isEqualTo(Map.of("readOnlyRootFilesystem", true));
    assertThat(main.list("volumeMounts"))
        .extracting(it -> it.text("mountPath"))
        .contains("/scratch");
    Node service = cluster.one("Service", "st2-st2api");
    assertThat(service.text("spec.type")).isEqualTo("LoadBalancer");
    assertThat(service.map("metadata.annotations"))
        .isEqualTo(
            Map.of(
                "example.com/lb",
                "internal",
                "external-dns.alpha.kubernetes.io/hostname",
                "api.example.com"));
  }

  @Test
  void aServiceCanStandForAHostNameElsewhere() {
    Manifests cluster =
        withApi(
            WorkloadSettings.builder()
                .service(
                    ServiceSettings.builder()
                        .type(ServiceType.EXTERNAL_NAME)
                        .hostname("api.example.com")
                        .build())
                .build());
    Node service = cluster.one("Service", "st2-st2api");
    assertThat(service.text("spec.externalName")).isEqualTo("api.example.com");
    assertThat(service.at("spec.selector").exists()).isFalse();
  }

  @Test
  void aSidecarOfTheDefaultsIsInEveryServiceAndInNoBackend() {
    Manifests cluster =
        TestCluster.manifests(
            props ->
                props.defaults(
                    WorkloadSettings.builder()
                        .sidecars(List.of(container("log-shipper")))
                        .build()));
    assertThat(cluster.kind("Deployment"))
        .allMatch(
            it ->
                it.pod().list("containers").stream()
                    .anyMatch(c -> c.text("name").equals("log-shipper")));
    assertThat(cluster.kind("StatefulSet"))
        .noneMatch(
            it ->
                it.pod().list("containers").stream()
                    .anyMatch(c -> c.text("name").equals("log-shipper")));
  }

  @Test
  void theServiceWinsOverTheDefaultsValueByValueKeyByKeyAndListsAdd() {
    WorkloadSettings defaults =
        WorkloadSettings.builder()
            .env(Map.of("A", "default", "B", "default"))
            .imagePullSecrets(List.of(SecretRef.named("all")))
            .terminationGracePeriod(Duration.ofSeconds(340))
            .resources(Resources.requests("10m", "300Mi"))
            .build();
    WorkloadSettings api =
        WorkloadSettings.builder()
            .env(Map.of("B", "api"))
            .imagePullSecrets(List.of(SecretRef.named("api")))
            .terminationGracePeriod(Duration.ofSeconds(350))
            .resources(Resources.builder().memoryRequest(Quantity.of("400Mi")).build())
            .build();
    Manifests cluster =
        TestCluster.manifests(
            props -> props.defaults(defaults).services(Map.of(St2Services.ST2API, api)));
    Node pod = cluster.one("Deployment", "st2-st2api").pod();
    assertThat(pod.list("containers.0.env"))
        .extracting(Node::text)
        .containsExactly("{name=A, value=default}", "{name=B, value=api}");
    assertThat(pod.list("imagePullSecrets"))
        .extracting(it -> it.text("name"))
        .containsExactly("all", "api");
    assertThat(pod.number("terminationGracePeriodSeconds")).isEqualTo(350);
    assertThat(pod.map("containers.0.resources.requests"))
        .isEqualTo(Map.of("cpu", "10m", "memory", "400Mi"));
    assertThat(
            cluster.one("Deployment", "st2-st2auth").pod().number("terminationGracePeriodSeconds"))
        .isEqualTo(340);
  }

  @Test
  void replicasOfTheDefaultsApplyToWhatCanHaveMoreThanOne() {
    Manifests cluster =
        TestCluster.manifests(
            props -> props.defaults(WorkloadSettings.builder().replicas(3).build()));
    assertThat(cluster.one("Deployment", "st2-st2api").number("spec.replicas")).isEqualTo(3);
    assertThat(cluster.one("Deployment", "st2-st2timersengine").number("spec.replicas"))
        .isEqualTo(1);
  }

  @Test
  void aClustersPlacementMovesAllPodsAndKeepsTheirSpreading() {
    Manifests cluster =
        TestCluster.manifests(props -> props.placement(Placement.dedicatedPool("st2")));
    assertThat(cluster.workloads())
        .allSatisfy(
            workload -> {
              assertThat(workload.pod().map("nodeSelector"))
                  .as(workload.name())
                  .isEqualTo(Map.of("dedicated", "st2"));
              assertThat(workload.pod().list("topologySpreadConstraints"))
                  .as(workload.name())
                  .hasSize(2);
              assertThat(workload.pod().text("tolerations.0.key")).isEqualTo("dedicated");
            });
    assertThat(
            cluster
                .one("StatefulSet", "st2-mongodb")
                .pod()
                .text("topologySpreadConstraints.1.whenUnsatisfiable"))
        .isEqualTo("DoNotSchedule");
  }

  @Test
  void requiredAntiAffinityMakesRoomBeforeItStartsANewPod() {
    Placement apart = Placement.apart(AntiAffinity.required(Topology.HOST));
    Node deployment =
        withApi(WorkloadSettings.builder().placement(apart).build())
            .one("Deployment", "st2-st2api");
    assertThat(deployment.map("spec.strategy.rollingUpdate"))
        .isEqualTo(Map.of("maxSurge", 0, "maxUnavailable", 1));
  }

  @Test
  void servicesCanBeLeftOutAndChatOpsTakenIn() {
    Manifests cluster =
        TestCluster.manifests(
            props ->
                props.services(
                    Map.of(
                        St2Services.ST2WEB, WorkloadSettings.builder().enabled(false).build(),
                        St2Services.ST2CHATOPS, WorkloadSettings.builder().enabled(true).build())));
    assertThat(cluster.objects()).extracting(Node::name).noneMatch(name -> name.contains("st2web"));
    assertThat(cluster.one("Service", "st2-st2chatops").number("spec.ports.0.port"))
        .isEqualTo(8081);
    assertThat(cluster.one("Deployment", "st2-st2chatops").number("spec.replicas")).isEqualTo(1);
  }

  @Test
  void aVersionBringsTheImagesOfItsBackends() {
    Manifests cluster =
        TestCluster.manifests(
            props -> props.version(St2Version.V3_8.withRepository("registry.example.com/st2")));
    Function<String, String> image =
        name ->
            cluster.workloads().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow()
                .pod()
                .text("containers.0.image");
    assertThat(image.apply("st2-st2api")).isEqualTo("registry.example.com/st2/st2api:3.8.1");
    assertThat(image.apply("st2-mongodb")).isEqualTo("docker.io/library/mongo:4.4");
    assertThat(image.apply("st2-rabbitmq")).isEqualTo("docker.io/library/rabbitmq:3.13-management");
  }

  @Test
  void oneRegistryHoldsEveryImage() {
    Manifests cluster =
        TestCluster.manifests(props -> props.imageRegistry("registry.example.com/dockerhub"));
    everyContainer(
        cluster,
        container ->
            assertThat(container.text("image")).startsWith("registry.example.com/dockerhub/"));
    assertThat(cluster.one("StatefulSet", "st2-mongodb").pod().text("containers.0.image"))
        .isEqualTo("registry.example.com/dockerhub/library/mongo:7.0");
  }

  @Test
  void proxyAuthoritiesAndTimeZoneAreInEveryContainer() {
    Manifests cluster =
        TestCluster.manifests(
            props ->
                props
                    .proxy(
                        Proxy.builder()
                            .httpProxy("http://p:3128")
                            .httpsProxy("http://p:3128")
                            .noProxy(List.of("10.96.0.0/12"))
                            .build())
                    .caBundle(CaBundle.of(ConfigMapRef.named("corporate-ca")))
                    .timeZone(ZoneId.of("Europe/Berlin")));
    everyContainer(
        cluster,
        container -> {
          Map<String, String> env =
              container.list("env").stream()
                  .filter(it -> it.at("value").exists())
                  .collect(Collectors.toMap(it -> it.text("name"), it -> it.text("value")));
          assertThat(env)
              .containsEntry("TZ", "Europe/Berlin")
              .containsEntry("HTTPS_PROXY", "http://p:3128")
              .containsEntry("https_proxy", "http://p:3128")
              .containsEntry("SSL_CERT_FILE", "/etc/ssl/cdk8s-stackstorm/ca.crt");
          assertThat(env.getOrDefault("NO_PROXY", "").split(",", -1))
              .contains(
                  "localhost",
                  ".svc",
                  ".cluster.local",
                  "st2-st2api",
                  "st2-mongodb",
                  "10.96.0.0/12");
          assertThat(container.list("volumeMounts"))
              .extracting(it -> it.text("mountPath"))
              .contains("/etc/ssl/cdk8s-stackstorm");
        });
    assertThat(cluster.one("ConfigMap", "st2-st2-config").text("data"))
        .contains("local_timezone = Europe/Berlin");
  }

  @Test
  void theNamespaceIsMadeWhenAsked() {
    assertThat(
            TestCluster.manifests(props -> props.namespace("automation").createNamespace(true))
                .has("Namespace", "automation"))
        .isTrue();
    assertThat(TestCluster.manifests(props -> props).kind("Namespace")).isEmpty();
  }

  @Test
  void membersOfABackendAreInTheUrlsOfEveryService() {
    Manifests cluster =
        TestCluster.manifests(
            props ->
                props
                    .clusterDomain("k8s.example.com")
                    .database(MongoReplicaSetProps.builder().members(5).build()));
    assertThat(cluster.one("StatefulSet", "st2-mongodb").number("spec.replicas")).isEqualTo(5);
    assertThat(cluster.one("ConfigMap", "st2-st2-config").text("data"))
        .contains("st2-mongodb-4.st2-mongodb-headless.stackstorm.svc.k8s.example.com:27017");
  }

  @Test
  void externalBackendsAreUsedAndNotDeployed() {
    Manifests cluster =
        TestCluster.manifests(
            props ->
                props
                    .database(TestCluster.connections().database())
                    .messaging(TestCluster.connections().messaging())
                    .coordination(TestCluster.connections().coordination()));
    assertThat(cluster.kind("StatefulSet")).isEmpty();
    assertThat(cluster.one("ConfigMap", "st2-st2-config").text("data"))
        .contains(
            "mongodb://{DATABASE}mongo.example.com:27017/st2",
            "amqp://{MESSAGING}rabbit.example.com:5672//",
            "redis://{COORDINATION}redis.example.com:6379");
  }

  private static Manifests withApi(WorkloadSettings settings) {
    return with(St2Services.ST2API, settings);
  }

  private static Manifests with(St2Service service, WorkloadSettings settings) {
    return TestCluster.manifests(props -> props.services(Map.of(service, settings)));
  }

  private static Container container(String name) {
    return Container.builder().name(name).image("docker.io/library/busybox:1.37").build();
  }

  private static void everyContainer(Manifests cluster, Consumer<Node> rule) {
    cluster.workloads().forEach(workload -> workload.pod().allContainers().forEach(rule));
  }
}
