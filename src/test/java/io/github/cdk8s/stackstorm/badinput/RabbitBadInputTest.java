// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.badinput;

import io.github.cdk8s.stackstorm.k8s.Credentials;
import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.k8s.Resources;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import io.github.cdk8s.stackstorm.k8s.Tls;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitHa;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitHaProps;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitHaPropsBuilder;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitVersion;
import io.github.cdk8s.stackstorm.workload.Metrics;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What can be wrong with RabbitMQ. */
class RabbitBadInputTest extends Refusals {

  static Stream<Arguments> rows() {
    return Stream.of(
        rabbit(
            "image = docker.io/library/rabbitmq:3.12-management",
            "3.13, 4.0, 4.1, 4.2, 4.3",
            it -> it.image(Image.of("rabbitmq:3.12-management"))),
        rabbit(
            "image = docker.io/library/rabbitmq:3.10",
            "no supported version",
            it -> it.image(Image.of("rabbitmq:3.10"))),
        rabbit(
            "image = docker.io/library/rabbitmq:4.2-management-alpine",
            "runs as the user 100",
            it -> it.image(Image.of("rabbitmq:4.2-management-alpine"))),
        rabbit("version = 4.3", "not that of the image, 4.2", it -> it.version(RabbitVersion.V4_3)),
        rabbit(
            "workload.resources.memoryLimit = 200Mi",
            "clear of its own memory alarm, 512Mi",
            it ->
                it.workload(
                    WorkloadSettings.builder()
                        .resources(
                            Resources.requests("1", "200Mi")
                                .orElse(
                                    Resources.builder().memoryLimit(Quantity.of("200Mi")).build()))
                        .build())),
        rabbit(
            "diskFreeLimit = 6Gi",
            "at most half of a member's storage, 8Gi",
            it -> it.diskFreeLimit(Quantity.gibibytes(6))),
        rabbit(
            "diskFreeLimit = 1Mi",
            "RabbitMQ's own minimum",
            it -> it.diskFreeLimit(Quantity.mebibytes(1))),
        rabbit(
            "workload.terminationGracePeriod = PT1M",
            "to wait for its queues' majority",
            it ->
                it.workload(
                    WorkloadSettings.builder()
                        .terminationGracePeriod(Duration.ofMinutes(1))
                        .build())),
        rabbit(
            "sensorWatchExpiry = PT0S",
            "at least a second",
            it -> it.sensorWatchExpiry(Duration.ZERO)),
        rabbit(
            "credentials.usernameKey = (none)",
            "RabbitMQ makes a user",
            it -> it.credentials(Credentials.passwordIn(SecretRef.named("login")))),
        rabbit(
            "credentials.passwordKey = \"\"",
            "key of a Secret",
            it -> it.credentials(new Credentials(SecretRef.named("login"), "username", ""))),
        rabbit(
            "erlangCookie = other/cookie",
            "another namespace",
            it -> it.erlangCookie(Credentials.passwordIn(new SecretRef("cookie", "other")))),
        rabbit(
            "tls = \"Bus TLS\"",
            "name of an object",
            it -> it.tls(Tls.existing(SecretRef.named("Bus TLS")))),
        rabbit("tls.issuer = (blank)", "needs an issuer", it -> it.tls(Tls.certManager(""))),
        rabbit(
            "metrics.exporter = docker.io/library/exporter:1",
            "metrics of its own",
            it -> it.metrics(Metrics.builder().exporter(Image.of("exporter:1")).build())),
        rabbit("virtualHost = \"\"", "must be a name", it -> it.virtualHost("")),
        rabbit(
            "config[max_mesage_size] = 1",
            "nearest is max_message_size",
            it -> it.config(Map.of("max_mesage_size", "1"))),
        rabbit(
            "config[cluster_formation.randomized_startup_delay_range.max] = 60",
            "the library's to set",
            it -> it.config(Map.of("cluster_formation.randomized_startup_delay_range.max", "60"))),
        rabbit(
            "config[deprecated_features.permit.management_metrics_collection] = true",
            "RabbitMQ 3.10 has no such key and would not start",
            it ->
                it.image(Image.of("example.com/rabbitmq:debian"))
                    .version(RabbitVersion.V3_10)
                    .config(
                        Map.of(
                            "deprecated_features.permit.management_metrics_collection", "true"))),
        rabbit(
            "config[cluster_partition_handling] = autoheal",
            "the library's to set",
            it -> it.config(Map.of("cluster_partition_handling", "autoheal"))),
        rabbit(
            "config[max_message_size] = \"1",
            "one line",
            it -> it.config(Map.of("max_message_size", "1\t2"))));
  }

  private static Arguments rabbit(
      String property, String rule, UnaryOperator<RabbitHaPropsBuilder> change) {
    RabbitHaProps props = change.apply(RabbitHaProps.builder()).build();
    return backend(property, rule, chart -> new RabbitHa(chart, "mongo", props));
  }
}
