// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.badinput;

import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.k8s.Resources;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import io.github.cdk8s.stackstorm.st2.St2Services;
import io.github.cdk8s.stackstorm.workload.ServiceSettings;
import io.github.cdk8s.stackstorm.workload.ServiceType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.EmptyDirVolumeSource;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;
import org.junit.jupiter.params.provider.Arguments;

/** What can be wrong with the settings of a workload. */
class WorkloadBadInputTest extends Refusals {

  static Stream<Arguments> rows() {
    return Stream.of(
        service(
            St2Services.ST2TIMERSENGINE, "replicas = 2", "every timer twice", it -> it.replicas(2)),
        service(
            St2Services.ST2SENSORCONTAINER,
            "replicas = 3",
            "every sensor twice",
            it -> it.replicas(3)),
        service(
            St2Services.ST2GARBAGECOLLECTOR,
            "replicas = 2",
            "must be 0 or 1",
            it -> it.replicas(2)),
        service(
            St2Services.ST2CHATOPS,
            "replicas = 2",
            "every message twice",
            it -> it.enabled(true).replicas(2)),
        service(St2Services.ST2API, "replicas = 0", "must be at least 1", it -> it.replicas(0)),
        service(St2Services.ST2API, "replicas = -1", "from 0 to", it -> it.replicas(-1)),
        service(St2Services.ST2API, "replicas = 20000", "from 0 to", it -> it.replicas(20000)),
        service(
            St2Services.ST2API,
            "terminationGracePeriod = PT-1S",
            "more than nothing",
            it -> it.terminationGracePeriod(Duration.ofSeconds(-1))),
        service(
            St2Services.ST2API,
            "terminationGracePeriod = PT8640H",
            "at most 7 days",
            it -> it.terminationGracePeriod(Duration.ofDays(360))),
        service(
            St2Services.ST2API,
            "resources.memoryLimit = 100Mi",
            "below the request, 150Mi",
            it -> it.resources(Resources.builder().memoryLimit(Quantity.of("100Mi")).build())),
        service(
            St2Services.ST2API,
            "resources.cpuLimit = 100m",
            "below the request, 2",
            it ->
                it.resources(
                    Resources.builder()
                        .cpuRequest(Quantity.of("2"))
                        .cpuLimit(Quantity.of("100m"))
                        .build())),
        service(
            St2Services.ST2API,
            "resources.memoryRequest = 512",
            "less than any container",
            it -> it.resources(Resources.builder().memoryRequest(Quantity.of("512")).build())),
        service(
            St2Services.ST2API,
            "resources.cpuRequest = 2000",
            "at most 1000 cores",
            it -> it.resources(Resources.builder().cpuRequest(Quantity.of("2000")).build())),
        service(
            St2Services.ST2API,
            "labels[app] = mine",
            "that the library sets",
            it -> it.labels(Map.of("app", "mine"))),
        service(
            St2Services.ST2API,
            "labels[team] = \"a b\"",
            "at most 63 letters",
            it -> it.labels(Map.of("team", "a b"))),
        service(
            St2Services.ST2API,
            "env[MY VAR] = \"MY VAR\"",
            "no name of a variable",
            it -> it.env(Map.of("MY VAR", "1"))),
        service(
            St2Services.ST2API,
            "imagePullSecrets = \"Pull Secret\"",
            "name of an object",
            it -> it.imagePullSecrets(List.of(SecretRef.named("Pull Secret")))),
        service(
            St2Services.ST2API,
            "envFromSecrets = other/login",
            "another namespace",
            it -> it.envFromSecrets(List.of(new SecretRef("login", "other")))),
        service(
            St2Services.ST2API,
            "volumes[st2-config] = st2-config",
            "second volume",
            it -> it.volumes(List.of(emptyDir("st2-config")))),
        service(
            St2Services.ST2API,
            "volumeMounts[/etc/st2/keys] = /etc/st2/keys",
            "second mount path",
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
            St2Services.ST2WEB,
            "service.hostname = (none)",
            "stands for a host name",
            it -> it.service(ServiceSettings.builder().type(ServiceType.EXTERNAL_NAME).build())));
  }

  private static Volume emptyDir(String name) {
    return Volume.builder().name(name).emptyDir(EmptyDirVolumeSource.builder().build()).build();
  }

  private static VolumeMount mount(String volume, String path) {
    return VolumeMount.builder().name(volume).mountPath(path).build();
  }
}
