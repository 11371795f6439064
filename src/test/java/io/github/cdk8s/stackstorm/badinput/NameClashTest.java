// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.StackStormCluster;
import io.github.cdk8s.stackstorm.StackStormClusterProps;
import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.mongo.MongoReplicaSet;
import io.github.cdk8s.stackstorm.mongo.MongoReplicaSetProps;
import io.github.cdk8s.stackstorm.packs.St2PackVolume;
import io.github.cdk8s.stackstorm.packs.St2PackVolumeProps;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitHaProps;
import io.github.cdk8s.stackstorm.redis.RedisSentinel;
import io.github.cdk8s.stackstorm.support.Manifests;
import io.github.cdk8s.stackstorm.support.Synthesis;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import software.constructs.Construct;

/** Two constructs that would make one object are told apart by who came second. */
class NameClashTest extends Refusals {

  static Stream<Arguments> rows() {
    return Stream.of(
        row(
            "st2/rabbitmq",
            "name = \"data\"",
            "that of [st2/mongodb] already",
            app ->
                new StackStormCluster(
                    app,
                    "st2",
                    StackStormClusterProps.builder()
                        .database(MongoReplicaSetProps.builder().name("data").build())
                        .messaging(RabbitHaProps.builder().name("data").build())
                        .build())),
        row(
            "st2/st2api",
            "context.cluster.instance = \"st2\"",
            "the Service st2-st2api in the namespace stackstorm is that of [st2/mongodb]",
            app -> mongoNamed(app, "st2", "st2-st2api")),
        row(
            "st2/config",
            "context.cluster.instance = \"st2\"",
            "the ConfigMap st2-st2-config in the namespace stackstorm is that of [st2/rabbitmq]",
            app ->
                new StackStormCluster(
                    app,
                    "st2",
                    StackStormClusterProps.builder()
                        .messaging(RabbitHaProps.builder().name("st2-st2").build())
                        .build())),
        row(
            "green/mongodb",
            "name = \"db\"",
            "that of [blue/mongodb] already",
            app -> {
              mongoNamed(app, "blue", "db");
              mongoNamed(app, "green", "db");
            }),
        row(
            "st2/redis",
            "name = \"st2-redis\"",
            "that of [mine/st2-redis] already",
            app -> {
              new RedisSentinel(chart(app, "mine"), "st2-redis");
              new StackStormCluster(app, "st2");
            }),
        row(
            "two/m",
            "name = \"m\"",
            "that of [one/m] already",
            app -> {
              new MongoReplicaSet(chart(app, "one"), "m");
              new MongoReplicaSet(chart(app, "two"), "m");
            }),
        row(
            "mine/data-m-0",
            "name = \"data-m-0\"",
            "the PersistentVolumeClaim data-m-0 in the namespace stackstorm is that of [mine/m]",
            app -> {
              Chart mine = chart(app, "mine");
              new MongoReplicaSet(mine, "m");
              new St2PackVolume(
                  mine,
                  "data-m-0",
                  St2PackVolumeProps.builder().size(Quantity.gibibytes(1)).build());
            }));
  }

  @Test
  void oneNameInTwoAppsOrTwoNamespacesIsNoClash() {
    for (int run = 0; run < 2; run++) {
      assertThat(
              Manifests.of(
                      Synthesis.app(
                          app -> {
                            new MongoReplicaSet(chart(app, "one", "one"), "m");
                            new MongoReplicaSet(chart(app, "two", "two"), "m");
                          }))
                  .kind("StatefulSet"))
          .hasSize(2);
    }
  }

  @Test
  void twoClustersThatMakeTheirNamespaceMakeItOnce() {
    StackStormClusterProps props = StackStormClusterProps.builder().createNamespace(true).build();
    Manifests both =
        Manifests.of(
            Synthesis.app(
                app -> {
                  new StackStormCluster(app, "blue", props);
                  new StackStormCluster(new Construct(app, "two"), "green", props);
                }));
    assertThat(both.kind("Namespace")).hasSize(1);
  }

  private static void mongoNamed(App app, String id, String name) {
    new StackStormCluster(
        app,
        id,
        StackStormClusterProps.builder()
            .database(MongoReplicaSetProps.builder().name(name).build())
            .build());
  }

  private static Chart chart(App app, String id) {
    return chart(app, id, "stackstorm");
  }

  private static Chart chart(App app, String id, String namespace) {
    return new Chart(app, id, ChartProps.builder().namespace(namespace).build());
  }

  private static Arguments row(String path, String property, String rule, Consumer<App> program) {
    return Arguments.of(path, property, rule, program);
  }
}
