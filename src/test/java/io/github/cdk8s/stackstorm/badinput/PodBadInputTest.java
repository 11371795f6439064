// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.badinput;

import io.github.cdk8s.stackstorm.StackStormCluster;
import io.github.cdk8s.stackstorm.StackStormClusterProps;
import io.github.cdk8s.stackstorm.k8s.ConfigMapRef;
import io.github.cdk8s.stackstorm.mongo.MongoReplicaSetProps;
import io.github.cdk8s.stackstorm.st2.St2Services;
import io.github.cdk8s.stackstorm.workload.CaBundle;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cdk8s.App;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.EmptyDirVolumeSource;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;
import org.junit.jupiter.params.provider.Arguments;

/** What can be wrong with the volumes, mounts and containers that are added to a pod. */
class PodBadInputTest extends Refusals {

  static Stream<Arguments> rows() {
    return Stream.of(
        service(
            St2Services.ST2API,
            "volumes[st2-config] = st2-config",
            "second volume",
            it -> it.volumes(List.of(emptyDir("st2-config")))),
        service(
            St2Services.ST2API,
            "volumeMounts[/etc/st2/keys] = /etc/st2/keys",
            "second mount at that path",
            it ->
                it.volumes(List.of(emptyDir("keys")))
                    .volumeMounts(List.of(mount("keys", "/etc/st2/keys")))),
        service(
            St2Services.ST2API,
            "volumeMounts[/data] = nowhere",
            "names no volume",
            it -> it.volumeMounts(List.of(mount("nowhere", "/data")))),
        service(
            St2Services.ST2API,
            "sidecars[st2api] = st2api",
            "second container",
            it ->
                it.sidecars(
                    List.of(
                        Container.builder()
                            .name("st2api")
                            .image("docker.io/library/busybox:1.37")
                            .build()))),
        service(
            St2Services.ST2API,
            "volumes[My_Volume] = \"My_Volume\"",
            "DNS label",
            it -> it.volumes(List.of(emptyDir("My_Volume")))),
        service(
            St2Services.ST2API,
            "sidecars[log.shipper] = \"log.shipper\"",
            "DNS label",
            it -> it.sidecars(List.of(container("log.shipper")))),
        service(
            St2Services.ST2API,
            "initContainers[before].volumeMounts[/x] = nowhere",
            "names no volume",
            it -> it.initContainers(List.of(container("before", mount("nowhere", "/x"))))),
        service(
            St2Services.ST2API,
            "sidecars[beside].volumeMounts[/x] = /x",
            "second mount at that path",
            it ->
                it.volumes(List.of(emptyDir("x")))
                    .sidecars(
                        List.of(container("beside", mount("x", "/x"), mount("st2-config", "/x"))))),
        withCaBundle(
            "volumes[ca-bundle] = ca-bundle",
            "second volume",
            WorkloadSettings.builder().volumes(List.of(emptyDir("ca-bundle"))).build()),
        withCaBundle(
            "volumeMounts[/etc/ssl/cdk8s-stackstorm] = /etc/ssl/cdk8s-stackstorm",
            "second mount at that path",
            WorkloadSettings.builder()
                .volumes(List.of(emptyDir("x")))
                .volumeMounts(List.of(mount("x", "/etc/ssl/cdk8s-stackstorm")))
                .build()),
        Arguments.of(
            "st2/mongodb",
            "workload.volumes[data] = data",
            "second volume",
            (Consumer<App>)
                app ->
                    new StackStormCluster(
                        app,
                        "st2",
                        StackStormClusterProps.builder()
                            .database(
                                MongoReplicaSetProps.builder()
                                    .workload(
                                        WorkloadSettings.builder()
                                            .volumes(List.of(emptyDir("data")))
                                            .build())
                                    .build())
                            .build())));
  }

  private static Arguments withCaBundle(String property, String rule, WorkloadSettings settings) {
    Consumer<App> program =
        app ->
            new StackStormCluster(
                app,
                "st2",
                StackStormClusterProps.builder()
                    .caBundle(CaBundle.of(ConfigMapRef.named("corporate-ca")))
                    .services(Map.of(St2Services.ST2API, settings))
                    .build());
    return Arguments.of("st2/st2api", property, rule, program);
  }

  private static Container container(String name, VolumeMount... mounts) {
    return Container.builder()
        .name(name)
        .image("docker.io/library/busybox:1.37")
        .volumeMounts(List.of(mounts))
        .build();
  }

  private static Volume emptyDir(String name) {
    return Volume.builder().name(name).emptyDir(EmptyDirVolumeSource.builder().build()).build();
  }

  private static VolumeMount mount(String volume, String path) {
    return VolumeMount.builder().name(volume).mountPath(path).build();
  }
}
