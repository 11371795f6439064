// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.badinput;

import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.k8s.Storage;
import io.github.cdk8s.stackstorm.mongo.MongoReplicaSet;
import io.github.cdk8s.stackstorm.mongo.MongoReplicaSetProps;
import io.github.cdk8s.stackstorm.packs.St2PackVolume;
import io.github.cdk8s.stackstorm.packs.St2PackVolumeProps;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitHa;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitHaProps;
import io.github.cdk8s.stackstorm.redis.RedisSentinel;
import io.github.cdk8s.stackstorm.redis.RedisSentinelProps;
import io.github.cdk8s.stackstorm.workload.ServiceSettings;
import io.github.cdk8s.stackstorm.workload.ServiceType;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.junit.jupiter.params.provider.Arguments;

/** What can be wrong with a backend or a volume that stands alone. */
class BackendBadInputTest extends Refusals {

  static Stream<Arguments> rows() {
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
        backend(
            "workload.enabled = false",
            "for the services of a cluster",
            chart ->
                new MongoReplicaSet(
                    chart,
                    "mongo",
                    MongoReplicaSetProps.builder()
                        .workload(WorkloadSettings.builder().enabled(false).build())
                        .build())),
        backend(
            "workload.service = (set)",
            "only pods of the cluster reach a backend",
            chart ->
                new MongoReplicaSet(
                    chart,
                    "mongo",
                    MongoReplicaSetProps.builder()
                        .workload(
                            WorkloadSettings.builder()
                                .service(
                                    ServiceSettings.builder()
                                        .type(ServiceType.LOAD_BALANCER)
                                        .build())
                                .build())
                        .build())),
        Arguments.of(
            "bare/mongo",
            "namespace = (none)",
            "full DNS names",
            (Consumer<App>) app -> new MongoReplicaSet(new Chart(app, "bare"), "mongo")));
  }
}
