// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.k8s.Credentials;
import io.github.cdk8s.stackstorm.k8s.HostPort;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import io.github.cdk8s.stackstorm.mongo.MongoReplicaSetProps;
import io.github.cdk8s.stackstorm.placement.Placement;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitEndpoint;
import io.github.cdk8s.stackstorm.st2.Scaling;
import io.github.cdk8s.stackstorm.st2.St2Service;
import io.github.cdk8s.stackstorm.st2.St2Services;
import io.github.cdk8s.stackstorm.support.Manifests;
import io.github.cdk8s.stackstorm.support.Manifests.Node;
import io.github.cdk8s.stackstorm.support.TestCluster;
import io.github.cdk8s.stackstorm.workload.Proxy;
import io.github.cdk8s.stackstorm.workload.ServiceSettings;
import io.github.cdk8s.stackstorm.workload.ServiceType;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What settings of a cluster mean for its parts. */
class ClusterSettingsTest {

  @Test
  void theReplicasOfAProfileHoldForAllThatCanHaveMoreThanOne() {
    ClusterProfile four =
        new ClusterProfile("four", 4, 3, null, Placement.none(), Placement.none());
    Manifests cluster = TestCluster.manifests(props -> props.profile(four));
    for (St2Service service : St2Services.all()) {
      if (service.enabled()) {
        boolean single = service.scaling() instanceof Scaling.Singleton;
        assertThat(cluster.one("Deployment", "st2-" + service.name()).number("spec.replicas"))
            .as(service.name())
            .isEqualTo(single ? 1 : 4);
      }
    }
  }

  @Test
  void noProxyStandsBeforeABackendUnderAnyOfItsNames() {
    Manifests cluster =
        TestCluster.manifests(
            props ->
                props
                    .database(MongoReplicaSetProps.builder().name("db").build())
                    .proxy(Proxy.builder().httpsProxy("http://p:3128").build()));
    String direct =
        cluster.one("Deployment", "st2-st2api").pod().list("containers.0.env").stream()
            .filter(it -> it.text("name").equals("NO_PROXY"))
            .map(it -> it.text("value"))
            .findFirst()
            .orElseThrow();
    assertThat(direct.split(",", -1))
        .contains("db", "db-headless", "db-headless.stackstorm", "st2-rabbitmq-headless")
        .doesNotContain("st2-mongodb");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EST5EDT", "Etc/GMT+3", "America/Argentina/Buenos_Aires", "Etc/UTC"})
  void everyNameOfTheTimeZoneDatabaseIsTaken(String zone) {
    Manifests cluster = TestCluster.manifests(props -> props.timeZone(ZoneId.of(zone)));
    assertThat(cluster.one("ConfigMap", "st2-st2-config").text("data"))
        .contains("local_timezone = " + zone);
  }

  @Test
  void theNameThatAnAliasStandsForIsNotPublishedAgain() {
    ServiceSettings alias =
        ServiceSettings.builder()
            .type(ServiceType.EXTERNAL_NAME)
            .hostname("api.example.com")
            .build();
    WorkloadSettings settings = WorkloadSettings.builder().service(alias).build();
    Node service =
        TestCluster.manifests(props -> props.services(Map.of(St2Services.ST2API, settings)))
            .one("Service", "st2-st2api");
    assertThat(service.at("metadata.annotations").exists()).isFalse();
  }

  @Test
  void serviceSettingsOfTheDefaultsReachTheServicesThatThereAre() {
    ServiceSettings internal =
        ServiceSettings.builder().annotations(Map.of("example.com/lb", "internal")).build();
    WorkloadSettings defaults = WorkloadSettings.builder().service(internal).build();
    Manifests cluster = TestCluster.manifests(props -> props.defaults(defaults));
    assertThat(cluster.one("Service", "st2-st2api").map("metadata.annotations"))
        .containsEntry("example.com/lb", "internal");
    assertThat(cluster.has("Service", "st2-st2notifier")).isFalse();
  }

  @Test
  void aVirtualHostWithASpaceIsEncodedAsInAPath() {
    RabbitEndpoint endpoint =
        RabbitEndpoint.builder()
            .hosts(List.of(HostPort.of("r", 5672)))
            .virtualHost("my host")
            .credentials(Credentials.in(SecretRef.named("login")))
            .build();
    assertThat(endpoint.url("")).isEqualTo("amqp://r:5672/my%20host");
  }
}
