// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.badinput;

import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.k8s.Resources;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import io.github.cdk8s.stackstorm.st2.St2Services;
import io.github.cdk8s.stackstorm.workload.DnsPolicy;
import io.github.cdk8s.stackstorm.workload.ServiceSettings;
import io.github.cdk8s.stackstorm.workload.ServiceType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
            "whole seconds",
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
            "from 1Mi to 64Ti",
            it -> it.resources(Resources.builder().memoryRequest(Quantity.of("512")).build())),
        service(
            St2Services.ST2API,
            "resources.cpuRequest = 2000",
            "from 1m to 1000",
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
            "terminationGracePeriod = PT12.5S",
            "whole seconds",
            it -> it.terminationGracePeriod(Duration.ofMillis(12_500))),
        service(
            St2Services.ST2API,
            "terminationGracePeriod = PT10S",
            "longer than the 10 s for which a pod goes on serving",
            it -> it.terminationGracePeriod(Duration.ofSeconds(10))),
        service(
            St2Services.ST2API,
            "resources.cpuRequest = 4Gi",
            "from 1m to 1000",
            it -> it.resources(Resources.builder().cpuRequest(Quantity.of("4Gi")).build())),
        service(
            St2Services.ST2API,
            "resources.cpuRequest = 0.0001",
            "from 1m to 1000",
            it -> it.resources(Resources.builder().cpuRequest(Quantity.of("0.0001")).build())),
        service(
            St2Services.ST2API,
            "resources.memoryLimit = 500Ti",
            "from 1Mi to 64Ti",
            it -> it.resources(Resources.builder().memoryLimit(Quantity.of("500Ti")).build())),
        service(
            St2Services.ST2API,
            "resources.ephemeralStorageRequest = 1",
            "from 1Mi to 64Ti",
            it ->
                it.resources(
                    Resources.builder().ephemeralStorageRequest(Quantity.of("1")).build())),
        service(
            St2Services.ST2API,
            "labels[team/] = \"team/\"",
            "after a DNS name and '/'",
            it -> it.labels(Map.of("team/", "ops"))),
        service(
            St2Services.ST2API,
            "annotations[my note] = \"my note\"",
            "letters, digits",
            it -> it.annotations(Map.of("my note", "1"))),
        service(
            St2Services.ST2API,
            "dnsPolicy = None",
            "without any DNS server",
            it -> it.dnsPolicy(DnsPolicy.NONE)),
        service(
            St2Services.ST2API,
            "priorityClassName = \"Very High\"",
            "name of an object",
            it -> it.priorityClassName("Very High")),
        service(
            St2Services.ST2API,
            "service.hostname = \"https://api.example.com\"",
            "must be a DNS name",
            it ->
                it.service(ServiceSettings.builder().hostname("https://api.example.com").build())),
        service(
            St2Services.ST2API,
            "service.annotations[a b] = \"a b\"",
            "letters, digits",
            it -> it.service(ServiceSettings.builder().annotations(Map.of("a b", "1")).build())),
        service(
            St2Services.ST2NOTIFIER,
            "service = (set)",
            "nothing calls st2notifier",
            it -> it.service(ServiceSettings.builder().type(ServiceType.LOAD_BALANCER).build())),
        service(
            St2Services.ST2WEB,
            "service.hostname = (none)",
            "stands for a host name",
            it -> it.service(ServiceSettings.builder().type(ServiceType.EXTERNAL_NAME).build())));
  }
}
