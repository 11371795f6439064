// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.internal.BackendContext;
import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.k8s.Resources;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import io.github.cdk8s.stackstorm.k8s.Tls;
import io.github.cdk8s.stackstorm.workload.ClusterContext;
import io.github.cdk8s.stackstorm.workload.Metrics;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the configuration says in each version, and that each version knows what it says. */
class RabbitConfigTest {

  private static final BackendContext CONTEXT =
      new BackendContext("bus", ClusterContext.of("bus", "stackstorm"));

  @ParameterizedTest
  @EnumSource
  void everyKeyIsOneThatTheVersionKnows(RabbitVersion version) {
    RabbitHaProps all =
        RabbitHaProps.builder()
            .tls(Tls.existing(SecretRef.named("bus-tls")))
            .metrics(Metrics.exposed())
            .build();
    for (RabbitHaProps props : new RabbitHaProps[] {all, RabbitHaProps.builder().build()}) {
      for (int members : new int[] {1, 3, 5}) {
        assertThat(RabbitConfig.entries(CONTEXT, props, version, members).keySet())
            .isNotEmpty()
            .allMatch(key -> RabbitKeys.knows(version, key));
      }
    }
  }

  @Test
  void aKeyIsKnownFromItsFirstVersionToItsLast() {
    assertThat(RabbitKeys.knows(RabbitVersion.V3_13, "default_queue_type")).isFalse();
    assertThat(RabbitKeys.knows(RabbitVersion.V4_0, "default_queue_type")).isTrue();
    String delay = "cluster_formation.randomized_startup_delay_range.min";
    assertThat(RabbitKeys.knows(RabbitVersion.V3_13, delay)).isTrue();
    assertThat(RabbitKeys.knows(RabbitVersion.V4_0, delay)).isFalse();
    assertThat(RabbitKeys.knows(RabbitVersion.V4_2, "deprecated_features.permit.anything"))
        .isTrue();
    assertThat(RabbitKeys.knows(RabbitVersion.V4_2, "deprecated_features.permit")).isFalse();
  }

  @Test
  void membersFindEachOtherByOrdinalsFrom41OnAndByAListBefore() {
    assertThat(conf(RabbitVersion.V4_0))
        .contains("peer_discovery_backend = classic_config")
        .contains("nodes.3 = rabbit@bus-2.bus-headless.stackstorm.svc.cluster.local");
    assertThat(conf(RabbitVersion.V4_1))
        .contains("peer_discovery_backend = k8s")
        .doesNotContain("classic_config", "discovery_retry");
    RabbitHaProps props = RabbitHaProps.builder().build();
    assertThat(RabbitConfig.plugins(props, RabbitVersion.V4_0))
        .isEqualTo("[rabbitmq_management].\n");
    assertThat(RabbitConfig.plugins(props, RabbitVersion.V4_1))
        .isEqualTo("[rabbitmq_management,rabbitmq_peer_discovery_k8s].\n");
  }

  @Test
  void whatBelongsToMnesiaEndsWithIt() {
    assertThat(conf(RabbitVersion.V4_2))
        .contains(
            "cluster_partition_handling = pause_minority", "mnesia_table_loading_retry_limit");
    assertThat(conf(RabbitVersion.V4_3)).doesNotContain("partition", "mnesia");
  }

  @Test
  void memorySettingsFollowTheLimit() {
    Resources resources = Resources.builder().memoryLimit(Quantity.of("1Gi")).build();
    RabbitHaProps props =
        RabbitHaProps.builder()
            .workload(
                WorkloadSettings.builder()
                    .resources(resources.orElse(Resources.requests("1", "1Gi")))
                    .build())
            .build();
    assertThat(RabbitConfig.entries(CONTEXT, props, RabbitVersion.V4_2, 3))
        .containsEntry("total_memory_available_override_value", "1073741824")
        .containsEntry("raft.wal_max_size_bytes", "134217728")
        .containsEntry("vm_memory_high_watermark.relative", "0.6");
  }

  @Test
  void withTlsNothingListensInClear() {
    RabbitHaProps props =
        RabbitHaProps.builder().tls(Tls.existing(SecretRef.named("bus-tls"))).build();
    assertThat(RabbitConfig.entries(CONTEXT, props, RabbitVersion.V4_2, 3))
        .containsEntry("listeners.tcp", "none")
        .containsEntry("listeners.ssl.default", "5671")
        .containsEntry("management.ssl.port", "15671")
        .doesNotContainKey("listeners.tcp.default");
  }

  @Test
  void aUsersEntryStandsBehindTheLibrarysAndInPlaceOfOne() {
    RabbitHaProps props =
        RabbitHaProps.builder()
            .config(Map.of("log.console.level", "debug", "max_message_size", "33554432"))
            .build();
    assertThat(RabbitConfig.render(CONTEXT, props, RabbitVersion.V4_2, 3))
        .endsWith("log.console.level = debug\nmax_message_size = 33554432\n")
        .doesNotContain("log.console.level = info");
  }

  @ParameterizedTest
  @CsvSource({
    "rabbitmq:4.2-management, 4.2",
    "rabbitmq:4.2.9, 4.2",
    "rabbitmq:3.13.7-management-alpine, 3.13",
    "registry.example.com/rabbitmq:v4.3.0-rc.1, 4.3",
    "rabbitmq:latest, null",
    "rabbitmq:4-management, null",
    "rabbitmq:3.10, null",
    "rabbitmq:4.22, null"
  })
  void theVersionIsThatOfTheTag(String image, String version) {
    assertThat(String.valueOf(RabbitVersion.of(Image.of(image)))).isEqualTo(version);
  }

  private static String conf(RabbitVersion version) {
    return RabbitConfig.render(CONTEXT, RabbitHaProps.builder().build(), version, 3);
  }
}
