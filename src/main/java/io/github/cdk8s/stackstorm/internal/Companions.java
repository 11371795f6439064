// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.internal;

import io.github.cdk8s.stackstorm.workload.ServiceSettings;
import io.github.cdk8s.stackstorm.workload.ServiceType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cdk8s.plus34.k8s.KubePodDisruptionBudget;
import org.cdk8s.plus34.k8s.KubePodDisruptionBudgetProps;
import org.cdk8s.plus34.k8s.KubeService;
import org.cdk8s.plus34.k8s.KubeServiceProps;
import org.cdk8s.plus34.k8s.LabelSelector;
import org.cdk8s.plus34.k8s.PodDisruptionBudgetSpec;
import org.cdk8s.plus34.k8s.ServicePort;
import org.cdk8s.plus34.k8s.ServiceSpec;
import software.constructs.Construct;

/** The objects that stand beside a workload: its Services and its disruption budget. */
public final class Companions {

  private final Construct scope;
  private final Identity identity;
  private final String namespace;

  public Companions(Construct scope, Identity identity, String namespace) {
    this.scope = scope;
    this.identity = identity;
    this.namespace = namespace;
  }

  /**
   * One pod may be away at a time, and pods that are not ready never stand in the way of a drain. A
   * single pod gets no budget: it would block every drain.
   */
  public void budget(int replicas) {
    if (replicas < 2) {
      return;
    }
    new KubePodDisruptionBudget(
        scope,
        "PodDisruptionBudget",
        KubePodDisruptionBudgetProps.builder()
            .metadata(L1.metadata(identity, namespace, Map.of()))
            .spec(
                PodDisruptionBudgetSpec.builder()
                    .maxUnavailable(L1.number(1))
                    .unhealthyPodEvictionPolicy("AlwaysAllow")
                    .selector(LabelSelector.builder().matchLabels(identity.selector()).build())
                    .build())
            .build());
  }

  /** The Service for clients, under the name of the workload. */
  public void service(ServiceSettings settings, Map<String, Integer> ports) {
    ServiceType type = settings.type() == null ? ServiceType.CLUSTER_IP : settings.type();
    boolean alias = type == ServiceType.EXTERNAL_NAME;
    Map<String, String> annotations = new TreeMap<>(settings.annotations());
    // the name that an alias stands for is published by whoever has it
    if (settings.hostname() != null && !alias) {
      annotations.put("external-dns.alpha.kubernetes.io/hostname", settings.hostname());
    }
    service(
        "Service",
        identity.name(),
        annotations,
        ServiceSpec.builder()
            .type(type.value())
            .externalName(alias ? settings.hostname() : null)
            .selector(alias ? null : identity.selector())
            .ports(ports(ports))
            .build());
  }

  /**
   * The Service that gives each pod its DNS name, before it is ready too: members of a set must
   * find each other to become ready.
   */
  public void headless(String name, Map<String, Integer> ports) {
    service(
        "HeadlessService",
        name,
        Map.of(),
        ServiceSpec.builder()
            .clusterIp("None")
            .publishNotReadyAddresses(true)
            .selector(identity.selector())
            .ports(ports(ports))
            .build());
  }

  private void service(String id, String name, Map<String, String> annotations, ServiceSpec spec) {
    new KubeService(
        scope,
        id,
        KubeServiceProps.builder()
            .metadata(L1.metadata(name, identity, namespace, annotations))
            .spec(spec)
            .build());
  }

  private static List<ServicePort> ports(Map<String, Integer> ports) {
    return ports.entrySet().stream()
        .map(
            port ->
                ServicePort.builder()
                    .name(port.getKey())
                    .port(port.getValue())
                    .protocol("TCP")
                    .build())
        .toList();
  }
}
