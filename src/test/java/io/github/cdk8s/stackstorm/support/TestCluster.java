// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.support;

import io.github.cdk8s.stackstorm.StackStormCluster;
import io.github.cdk8s.stackstorm.StackStormClusterProps;
import io.github.cdk8s.stackstorm.StackStormClusterPropsBuilder;
import io.github.cdk8s.stackstorm.k8s.ClientTls;
import io.github.cdk8s.stackstorm.k8s.Credentials;
import io.github.cdk8s.stackstorm.k8s.HostPort;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import io.github.cdk8s.stackstorm.mongo.MongoEndpoint;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitEndpoint;
import io.github.cdk8s.stackstorm.redis.RedisEndpoint;
import io.github.cdk8s.stackstorm.st2.St2Connections;
import io.github.cdk8s.stackstorm.st2.St2Context;
import io.github.cdk8s.stackstorm.st2.St2ContextBuilder;
import io.github.cdk8s.stackstorm.workload.ClusterContext;
import java.util.List;
import java.util.function.UnaryOperator;

/** Clusters and parts of them, as small as a test needs. */
public final class TestCluster {

  private TestCluster() {}

  /** The YAML of a whole cluster with the id {@code st2}. */
  public static String yaml(UnaryOperator<StackStormClusterPropsBuilder> change) {
    StackStormClusterProps props = change.apply(StackStormClusterProps.builder()).build();
    return Synthesis.app(app -> new StackStormCluster(app, "st2", props));
  }

  public static Manifests manifests(UnaryOperator<StackStormClusterPropsBuilder> change) {
    return Manifests.of(yaml(change));
  }

  /** The message with which a cluster with the id {@code st2} is refused. */
  public static String refusal(UnaryOperator<StackStormClusterPropsBuilder> change) {
    return Synthesis.refusal(
        app ->
            new StackStormCluster(
                app, "st2", change.apply(StackStormClusterProps.builder()).build()));
  }

  /** Backends that lie elsewhere, one host each. */
  public static St2Connections connections() {
    return new St2Connections(
        MongoEndpoint.builder()
            .hosts(List.of(HostPort.of("mongo.example.com", 27017)))
            .credentials(Credentials.in(SecretRef.named("mongo-login")))
            .build(),
        RabbitEndpoint.builder()
            .hosts(List.of(HostPort.of("rabbit.example.com", 5672)))
            .credentials(Credentials.in(SecretRef.named("rabbit-login")))
            .build(),
        RedisEndpoint.builder()
            .hosts(List.of(HostPort.of("redis.example.com", 6379)))
            .credentials(Credentials.passwordIn(SecretRef.named("redis-login")))
            .build());
  }

  /** What a service that is rendered alone shares with others. */
  public static St2ContextBuilder context() {
    return St2Context.builder()
        .cluster(ClusterContext.of("st2", "stackstorm"))
        .connections(connections());
  }

  /** All three backends lie elsewhere, with all that can be said of them: docs/backends. */
  public static StackStormClusterPropsBuilder external(StackStormClusterPropsBuilder props) {
    ClientTls corporate = ClientTls.of(SecretRef.named("corporate-ca"));
    return props
        .database(
            MongoEndpoint.builder()
                .hosts(hosts(27017, "mongo-a.example.com", "mongo-b.example.com"))
                .replicaSet("prod")
                .database("automation")
                .authSource("admin")
                .credentials(Credentials.in(SecretRef.named("mongo-login")))
                .tls(corporate)
                .build())
        .messaging(
            RabbitEndpoint.builder()
                .hosts(hosts(5671, "rabbit-a.example.com", "rabbit-b.example.com"))
                .virtualHost("automation")
                .credentials(new Credentials(SecretRef.named("rabbit-login"), "user", "pass"))
                .tls(corporate)
                .build())
        .coordination(
            RedisEndpoint.builder()
                .hosts(hosts(26379, "sentinel-a.example.com", "sentinel-b.example.com"))
                .masterName("locks")
                .credentials(Credentials.passwordIn(SecretRef.named("redis-login")))
                .tls(new ClientTls(SecretRef.named("redis-ca"), "redis.pem"))
                .build());
  }

  private static List<HostPort> hosts(int port, String... names) {
    return List.of(names).stream().map(name -> HostPort.of(name, port)).toList();
  }
}
