// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.StackStormClusterPropsBuilder;
import io.github.cdk8s.stackstorm.k8s.Credentials;
import io.github.cdk8s.stackstorm.k8s.HostPort;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitEndpoint;
import io.github.cdk8s.stackstorm.redis.RedisEndpoint;
import io.github.cdk8s.stackstorm.support.Manifests;
import io.github.cdk8s.stackstorm.support.Manifests.Node;
import io.github.cdk8s.stackstorm.support.TestCluster;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What StackStorm's pods are told of their backends. */
class ConnectionsTest {

  @Test
  void allMembersOfTheClustersOwnBackendsAreNamed() {
    String template = template(props -> props);
    assertThat(template)
        .contains(
            "host = mongodb://{DATABASE}" + members("mongodb", 27017, ",") + "/st2?",
            "authSource=st2&replicaSet=rs0&w=majority",
            "url = redis://{COORDINATION}"
                + members("redis", 26379, "&sentinel_fallback=")
                    .replaceFirst("&", "?sentinel=mymaster&"),
            "cluster_urls = amqp://{MESSAGING}"
                + members("rabbitmq", 5672, "//,amqp://{MESSAGING}")
                + "//\n");
  }

  @Test
  void aFirstPrimaryIsWaitedForLongerThanAnElectionTakes() {
    String conf = file("st2.docker.conf", props -> props);
    assertThat(option(conf, "connection_timeout")).isGreaterThanOrEqualTo(20_000);
    assertThat(option(conf, "connection_retries")).isEqualTo(10);
    assertThat(option(conf, "connection_retry_wait")).isEqualTo(10_000);
  }

  @Test
  void withBackendsElsewhereOnlyStackStormIsDeployed() {
    Manifests cluster = TestCluster.manifests(TestCluster::external);
    assertThat(cluster.kind("StatefulSet")).isEmpty();
    assertThat(cluster.objects())
        .allMatch(object -> "stackstorm".equals(object.text("metadata.namespace")))
        .noneMatch(object -> object.name().matches("st2-(mongodb|rabbitmq|redis).*"));
    assertThat(cluster.kind("Deployment"))
        .filteredOn(it -> !it.name().matches("st2-st2(web|chatops)"))
        .allSatisfy(
            it ->
                assertThat(it.pod().at("initContainers.0.env").toString())
                    .contains("mongo-login", "rabbit-login", "redis-login"));
  }

  @Test
  void certificatesAreMountedReadOnlyWhereverAClientRuns() {
    for (Node deployment : TestCluster.manifests(TestCluster::external).kind("Deployment")) {
      for (Node container : deployment.pod().allContainers()) {
        List<String> folders =
            container.list("volumeMounts").stream()
                .filter(mount -> mount.text("mountPath").startsWith("/etc/ssl/st2-backends/"))
                .filter(mount -> Boolean.TRUE.equals(mount.at("readOnly").value()))
                .map(mount -> mount.text("mountPath"))
                .toList();
        String name = container.text("name");
        boolean service = name.startsWith("st2") && !name.equals("st2web");
        boolean client = service || name.equals("wait-for-backends");
        assertThat(folders).as("%s/%s", deployment.name(), name).hasSize(client ? 3 : 0);
      }
    }
  }

  @Test
  void release38HasOptionsOfItsOwnForTheDatabase() {
    UnaryOperator<StackStormClusterPropsBuilder> release38 =
        props ->
            TestCluster.external(props)
                .version(St2Version.V3_8)
                .coordination(
                    RedisEndpoint.builder().hosts(List.of(HostPort.of("redis", 6379))).build());
    assertThat(template(release38))
        .contains(
            "\nssl = True\nssl_ca_certs = /etc/ssl/st2-backends/database/ca.crt\n",
            "url = redis://{COORDINATION}redis:6379?socket_timeout=5\n")
        .doesNotContain("tls");
  }

  @Test
  void namesOfVirtualHostsAreEncoded() {
    RabbitEndpoint endpoint =
        RabbitEndpoint.builder()
            .hosts(List.of(HostPort.of("r", 5672)))
            .virtualHost("a b/$c,d")
            .credentials(Credentials.in(SecretRef.named("login")))
            .build();
    assertThat(endpoint.url("u:p@")).isEqualTo("amqp://u:p@r:5672/a%20b%2F%24c%2Cd");
  }

  @Test
  void eachServiceWaitsForWhatTheCatalogueSaysRightAfterItsConnectionsAreWritten() {
    Manifests cluster = TestCluster.manifests(props -> props);
    for (St2Service service : St2Services.all()) {
      if (!service.enabled()) {
        continue;
      }
      Node pod = cluster.one("Deployment", "st2-" + service.name()).pod();
      List<String> names =
          pod.list("initContainers").stream().map(init -> init.text("name")).toList();
      if (service.waitsFor().isEmpty()) {
        assertThat(names).as(service.name()).doesNotContain("wait-for-backends");
        continue;
      }
      assertThat(names).startsWith("connections", "wait-for-backends");
      List<String> arguments = pod.list("initContainers.1.args").stream().map(Node::text).toList();
      List<String> main = pod.list("containers.0.args").stream().map(Node::text).toList();
      assertThat(arguments)
          .as(service.name())
          .startsWith(main.toArray(String[]::new))
          .endsWith(service.waitsFor().stream().map(Backend::section).toArray(String[]::new))
          .hasSize(main.size() + service.waitsFor().size());
    }
  }

  private static String template(UnaryOperator<StackStormClusterPropsBuilder> change) {
    return file("st2.connections.conf.template", change);
  }

  private static String file(String name, UnaryOperator<StackStormClusterPropsBuilder> change) {
    return String.valueOf(
        TestCluster.manifests(change).one("ConfigMap", "st2-st2-config").map("data").get(name));
  }

  private static String members(String backend, int port, String separator) {
    String host =
        "st2-" + backend + "-%d.st2-" + backend + "-headless.stackstorm.svc.cluster.local:";
    return String.join(
        separator, host.formatted(0) + port, host.formatted(1) + port, host.formatted(2) + port);
  }

  private static int option(String conf, String name) {
    return conf.lines()
        .filter(line -> line.startsWith(name + " = "))
        .mapToInt(line -> Integer.parseInt(line.substring(name.length() + 3)))
        .findFirst()
        .orElseThrow();
  }
}
