// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.badinput;

import io.github.cdk8s.stackstorm.k8s.Credentials;
import io.github.cdk8s.stackstorm.k8s.HostPort;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import io.github.cdk8s.stackstorm.mongo.MongoEndpoint;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitEndpoint;
import io.github.cdk8s.stackstorm.redis.RedisEndpoint;
import io.github.cdk8s.stackstorm.st2.St2Component;
import io.github.cdk8s.stackstorm.st2.St2ComponentProps;
import io.github.cdk8s.stackstorm.st2.St2Connections;
import io.github.cdk8s.stackstorm.st2.St2Context;
import io.github.cdk8s.stackstorm.st2.St2Service;
import io.github.cdk8s.stackstorm.st2.St2Services;
import io.github.cdk8s.stackstorm.support.TestCluster;
import io.github.cdk8s.stackstorm.workload.ClusterContext;
import io.github.cdk8s.stackstorm.workload.ServiceSettings;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.junit.jupiter.params.provider.Arguments;

/** What can be wrong with a service that is used alone, and that its cluster would have found. */
class ComponentBadInputTest extends Refusals {

  private static final St2Connections GOOD = TestCluster.connections();

  static Stream<Arguments> rows() {
    RabbitEndpoint withoutHosts = RabbitEndpoint.builder().credentials(login()).build();
    RedisEndpoint leaky =
        RedisEndpoint.builder()
            .hosts(List.of(HostPort.of("redis", 6379)))
            .credentials(Credentials.passwordIn(new SecretRef("login", "elsewhere")))
            .build();
    return Stream.of(
        named("St2", "stackstorm", "context.cluster.instance = \"St2\"", "DNS label"),
        named("st2", "Prod_1", "context.cluster.namespace = \"Prod_1\"", "DNS label"),
        named(
            "a".repeat(60),
            "stackstorm",
            "name = \"" + "a".repeat(60) + "-st2api\"",
            "63 is the most"),
        connected(
            new St2Connections(
                MongoEndpoint.builder().build(), GOOD.messaging(), GOOD.coordination()),
            "context.connections.database.hosts = (none)",
            "needs an address"),
        connected(
            new St2Connections(GOOD.database(), withoutHosts, GOOD.coordination()),
            "context.connections.messaging.hosts = (none)",
            "needs an address"),
        connected(
            new St2Connections(GOOD.database(), GOOD.messaging(), leaky),
            "context.connections.coordination.credentials = elsewhere/login",
            "another namespace"),
        set(
            St2Services.ST2API,
            WorkloadSettings.builder().enabled(false).build(),
            "enabled = false",
            "do not make the construct"),
        set(
            St2Services.ST2NOTIFIER,
            WorkloadSettings.builder()
                .service(ServiceSettings.builder().annotations(Map.of("a", "b")).build())
                .build(),
            "service = (set)",
            "no Kubernetes Service"));
  }

  private static Arguments named(String instance, String namespace, String property, String rule) {
    St2Context context =
        TestCluster.context().cluster(ClusterContext.of(instance, namespace)).build();
    return row(St2ComponentProps.of(St2Services.ST2API, context), property, rule);
  }

  private static Arguments connected(St2Connections connections, String property, String rule) {
    St2Context context = TestCluster.context().connections(connections).build();
    return row(St2ComponentProps.of(St2Services.ST2API, context), property, rule);
  }

  private static Arguments set(
      St2Service service, WorkloadSettings settings, String property, String rule) {
    return row(
        new St2ComponentProps(service, TestCluster.context().build(), settings), property, rule);
  }

  private static Arguments row(St2ComponentProps props, String property, String rule) {
    Consumer<App> program = app -> new St2Component(new Chart(app, "chart"), "service", props);
    return Arguments.of("chart/service", property, rule, program);
  }
}
