// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.k8s.ClientTls;
import io.github.cdk8s.stackstorm.k8s.Credentials;
import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.k8s.Resources;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import io.github.cdk8s.stackstorm.k8s.Tls;
import io.github.cdk8s.stackstorm.support.Manifests;
import io.github.cdk8s.stackstorm.support.Manifests.Node;
import io.github.cdk8s.stackstorm.support.Synthesis;
import io.github.cdk8s.stackstorm.workload.Metrics;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What must hold for the manifests of any replica set, and what it tells its clients. */
class MongoReplicaSetTest {

  private final AtomicReference<MongoReplicaSet> made = new AtomicReference<>();

  @Test
  void aSecretReachesOnlyTheContainerThatNeedsIt() {
    Node pod = everything().one("StatefulSet", "mongodb").pod();
    assertThat(mounting(pod, "secret")).containsExactly("prepare");
    assertThat(mounting(pod, "tls")).containsExactly("prepare");
    assertThat(mounting(pod, "keyfile")).containsExactly("prepare", "mongod");
    assertThat(mounting(pod, "login")).containsExactly("rs-agent");
    assertThat(pod.allContainers())
        .filteredOn(it -> !it.text("name").equals("exporter"))
        .flatExtracting(it -> it.list("env"))
        .noneMatch(variable -> variable.at("valueFrom.secretKeyRef").exists());
  }

  @Test
  void theImagesOwnSetUpIsNeverTriggered() {
    String yaml = Synthesis.chart(chart -> new MongoReplicaSet(chart, "mongodb"));
    assertThat(yaml).doesNotContain("MONGO_INITDB", "docker-entrypoint");
  }

  @Test
  void theConfigurationHoldsNoKeyThatANewVersionRefusesAndTheCacheFollowsTheLimit() {
    Node mongod = new Node(file("mongod.conf"));
    assertThat(mongod.at("storage.journal").exists()).isFalse();
    assertThat(mongod.text("storage.wiredTiger.engineConfig.cacheSizeGB")).isEqualTo("1.2");
    assertThat(mongod.text("net.tls.mode")).isEqualTo("requireTLS");
    assertThat(mongod.text("security.keyFile")).isEqualTo("/run/mongodb/keyfile");
    assertThat(mongod.text("replication.replSetName")).isEqualTo("rs0");
  }

  @Test
  void theAgentsSettingsAreJsonAndNameEveryMember() {
    assertThat(file("settings.json"))
        .containsEntry("exporter", "exporter")
        .containsEntry("tls", true)
        .containsEntry(
            "members",
            List.of(
                "mongodb-0.mongodb-headless.stackstorm.svc.cluster.local:27017",
                "mongodb-1.mongodb-headless.stackstorm.svc.cluster.local:27017",
                "mongodb-2.mongodb-headless.stackstorm.svc.cluster.local:27017"));
  }

  @Test
  void aClientIsToldAllMembersTheSetTheLoginAndTheAuthority() {
    everything();
    MongoReplicaSet set = Objects.requireNonNull(made.get());
    MongoEndpoint endpoint = set.endpoint();
    assertThat(endpoint.hosts()).hasSize(3);
    assertThat(endpoint.replicaSet()).isEqualTo("rs0");
    assertThat(endpoint.tls()).isEqualTo(ClientTls.of(SecretRef.named("certificate")));
    assertThat(set.credentials())
        .isEqualTo(new Credentials(SecretRef.named("vault"), "username", "st2-password"))
        .isEqualTo(endpoint.credentials());
  }

  @Test
  void theTimeToEndCoversTheHandOverAndMongodsOwn() {
    Node set = everything().one("StatefulSet", "mongodb");
    // leave.sh waits 25 s, mongod's quiesce takes 15 s, and a checkpoint follows
    assertThat(set.pod().number("terminationGracePeriodSeconds")).isGreaterThanOrEqualTo(120);
    assertThat(set.text("spec.podManagementPolicy")).isEqualTo("Parallel");
  }

  private Map<String, Object> file(String name) {
    Object text = everything().one("ConfigMap", "mongodb-config").map("data").get(name);
    return new Yaml().load(String.valueOf(text));
  }

  private Manifests everything() {
    MongoReplicaSetProps props =
        MongoReplicaSetProps.builder()
            .tls(Tls.existing(SecretRef.named("certificate")))
            .metrics(Metrics.exposed())
            .credentials(
                MongoCredentials.builder(SecretRef.named("vault"))
                    .passwordKey("st2-password")
                    .build())
            .workload(
                WorkloadSettings.builder()
                    .resources(Resources.builder().memoryLimit(Quantity.gibibytes(3)).build())
                    .build())
            .build();
    return Manifests.of(
        Synthesis.chart(chart -> made.set(new MongoReplicaSet(chart, "mongodb", props))));
  }

  private static List<String> mounting(Node pod, String volume) {
    return pod.allContainers().stream()
        .filter(it -> it.list("volumeMounts").stream().anyMatch(m -> m.text("name").equals(volume)))
        .map(it -> it.text("name"))
        .toList();
  }
}
