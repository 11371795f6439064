// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.k8s.Resources;
import io.github.cdk8s.stackstorm.st2.Scaling;
import io.github.cdk8s.stackstorm.st2.St2Probe;
import io.github.cdk8s.stackstorm.st2.St2Service;
import io.github.cdk8s.stackstorm.st2.St2Services;
import io.github.cdk8s.stackstorm.support.Manifests;
import io.github.cdk8s.stackstorm.support.Manifests.Node;
import io.github.cdk8s.stackstorm.support.Snapshots;
import io.github.cdk8s.stackstorm.support.TestCluster;
import io.github.cdk8s.stackstorm.workload.ServiceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/defaults.md} is written from the catalogue and from the default cluster's manifests.
 */
class DefaultsDocumentTest {

  private static final Path DOCUMENT = Path.of("docs/defaults.md");

  @Test
  void theDocumentSaysWhatTheCatalogueSays() throws IOException {
    String text = document();
    if (Snapshots.updating()) {
      Files.createDirectories(DOCUMENT.getParent());
      Files.writeString(DOCUMENT, text);
    }
    assertThat(DOCUMENT)
        .as("docs/defaults.md is out of date: run make snapshots")
        .content()
        .isEqualTo(text);
  }

  private static String document() {
    Manifests cluster = TestCluster.manifests(props -> props);
    return """
        <!-- Written by `make snapshots` from the catalogue (St2Services) and the default cluster. Do not edit. -->
        # Defaults

        What a cluster is when nothing is said. Replicas, images, resources, variables, labels, placement, accounts, security
        contexts, volumes, containers and the grace period of a service can be changed, and where it has one its Service: see
        `WorkloadSettings`, whose Javadoc has the rule by which settings of the cluster and of a service are merged. Probes,
        commands, ports, the time that a pod goes on serving, budgets and the way of a rolling update are the library's.

        ## Services of StackStorm

        %s

        A singleton is stopped before its successor starts, and refuses other numbers. *Off* means that the service is there
        only when `enabled(true)` is set. The development profile has one pod of each.

        ## How services end

        %s

        ## Probes

        %s

        ## Backends

        %s

        ## Where this differs from Kubernetes' own defaults

        | on every pod | value | why |
        |---|---|---|
        | `enableServiceLinks` | `false` | variables such as `REDIS_PORT` of other Services would be read by the programs |
        | `automountServiceAccountToken` | `false` | nothing talks to the API server; setting a service account turns it on |
        | `seccompProfile` | `RuntimeDefault` | fewer system calls for whoever breaks in |
        | `allowPrivilegeEscalation` | `false` | sudo works without it when root starts it |
        | capabilities | all dropped but those of the table above | |
        | tolerations of `not-ready` and `unreachable` | 60 s instead of 300 | pods of a lost node come back after a minute |
        | `topologySpreadConstraints` | zones and hosts | soft for services; for backends hard over hosts |
        | `nodeTaintsPolicy` | `Honor` | nodes that a pod cannot use do not count when pods are spread |
        | `imagePullPolicy` | `IfNotPresent` | tags are versions |

        | on pods of StackStorm | value | why |
        |---|---|---|
        | `shareProcessNamespace` | `true` | process 1 ignores SIGTERM, and a killed one could never register again |
        | rolling update | `maxUnavailable: 0`, `maxSurge: 1` | the wanted number goes on serving |

        | on backends | value | why |
        |---|---|---|
        | `podManagementPolicy` | `Parallel` | a member may need the others to become ready |
        | `minReadySeconds` | 10 | a member is steady before the next one restarts |
        | `readOnlyRootFilesystem`, `runAsUser: 999` | | what the official images need, and no more |
        | volume claims | kept when the StatefulSet goes or shrinks | data is never deleted by a mistake |

        | on budgets, of every workload with more than one pod | value | why |
        |---|---|---|
        | `maxUnavailable` | 1 | one pod at a time is away |
        | `unhealthyPodEvictionPolicy` | `AlwaysAllow` | pods that are not ready never stand in the way of a drain |

        ## StackStorm's configuration

        Files are read in the order `st2.conf` (of the image), `st2.docker.conf`, `<service>.conf` (where a service has logging of its
        own), `st2.connections.conf` (URLs and logins, made in the pod), `st2.user.conf` (`config`), `st2.secrets.conf`
        (`configSecret`); later ones win: [configuration.md](configuration.md). `st2.docker.conf` of a cluster called `st2`:

        ```ini
        %s```
        """
        .formatted(
            services(),
            endings(),
            probes(),
            backends(cluster),
            cluster.one("ConfigMap", "st2-st2-config").map("data").get("st2.docker.conf"));
  }

  private static String services() {
    return table(
        List.of(
            "service",
            "pods",
            "what it does",
            "port",
            "CPU",
            "memory",
            "capabilities",
            "why not otherwise"),
        St2Services.all().stream()
            .map(
                service ->
                    List.of(
                        service.name(),
                        pods(service),
                        service.description(),
                        port(service),
                        request(service.resources(), true),
                        request(service.resources(), false),
                        String.join(", ", service.capabilities()),
                        reason(service.scaling()))));
  }

  private static String endings() {
    return table(
        List.of("service", "goes on serving", "may take", "what ends it"),
        St2Services.all().stream()
            .map(
                service ->
                    List.of(
                        service.name(),
                        service.preStop().isZero() ? "" : service.preStop().toSeconds() + " s",
                        service.terminationGracePeriod().toSeconds() + " s",
                        service.ending())));
  }

  private static String probes() {
    return table(
        List.of("service", "startup", "readiness", "liveness"),
        St2Services.all().stream()
            .map(
                service ->
                    List.of(
                        service.name(),
                        probe(service.probes().startup()),
                        probe(service.probes().readiness()),
                        probe(service.probes().liveness()))));
  }

  private static String backends(Manifests cluster) {
    return table(
        List.of("backend", "pods", "image", "requests", "limits", "volume each"),
        cluster.kind("StatefulSet").stream()
            .flatMap(
                backend ->
                    backend.pod().list("containers").stream()
                        .map(
                            container ->
                                List.of(
                                    backend.name() + ": " + container.text("name"),
                                    backend.text("spec.replicas"),
                                    container.text("image"),
                                    amounts(container.at("resources.requests")),
                                    amounts(container.at("resources.limits")),
                                    backend.text(
                                        "spec.volumeClaimTemplates.0.spec.resources.requests.storage")))));
  }

  private static String amounts(Node node) {
    return node.asMap().entrySet().stream()
        .map(it -> it.getKey() + " " + it.getValue())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String pods(St2Service service) {
    String number = String.valueOf(service.scaling().defaultReplicas());
    return service.enabled() ? number : "off (" + number + " when on)";
  }

  private static String port(St2Service service) {
    ServiceType type = service.serviceType();
    return service.port() == null || type == null ? "" : service.port() + " " + type.value();
  }

  private static String reason(Scaling scaling) {
    if (scaling instanceof Scaling.Singleton singleton) {
      return singleton.reason();
    }
    return scaling.minimum() == 0 ? "" : "never 0: " + ((Scaling.Replicated) scaling).whoNeedsIt();
  }

  private static String request(Resources resources, boolean cpu) {
    return String.valueOf(cpu ? resources.cpuRequest() : resources.memoryRequest());
  }

  private static String probe(St2Probe probe) {
    String what = check(probe.check());
    String rhythm =
        probe.failureThreshold() == 0
            ? ""
            : ", every "
                + probe.period().toSeconds()
                + " s, "
                + probe.failureThreshold()
                + " failures";
    return what + rhythm + ": " + probe.reason();
  }

  private static String check(St2Probe.Check check) {
    if (check instanceof St2Probe.HttpGet get) {
      return "GET `" + get.path() + "`";
    }
    if (check instanceof St2Probe.TcpOpen) {
      return "port open";
    }
    if (check instanceof St2Probe.HttpAlive) {
      return "any HTTP answer";
    }
    return check instanceof St2Probe.BusConnected ? "connected to the bus" : "none";
  }

  private static String table(List<String> head, Stream<List<String>> rows) {
    Stream<List<String>> all =
        Stream.concat(Stream.of(head, head.stream().map(it -> "---").toList()), rows);
    return all.map(row -> "| " + String.join(" | ", row) + " |").collect(Collectors.joining("\n"));
  }
}
