// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster.harness;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The Deployments and StatefulSets of a namespace, and their pods. */
public final class Workloads {

  private final KubernetesClient client;
  private final String namespace;

  Workloads(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** All pods of workloads, ending ones too. */
  public List<Pod> pods() {
    return client
        .pods()
        .inNamespace(namespace)
        .withoutLabel(SimulatedCluster.FILLER)
        .list()
        .getItems();
  }

  /** Pods that have a node and are not about to end, by workload. */
  public Map<String, List<Pod>> placed() {
    Map<String, List<Pod>> placed = new TreeMap<>();
    for (Pod pod : pods()) {
      if (pod.getSpec().getNodeName() != null && pod.getMetadata().getDeletionTimestamp() == null) {
        placed.computeIfAbsent(ownerOf(pod), name -> new ArrayList<>()).add(pod);
      }
    }
    return placed;
  }

  /** Wanted pods by workload. */
  public Map<String, Integer> wanted() {
    Map<String, Integer> wanted = new TreeMap<>();
    deployments().forEach(it -> wanted.put(it.getMetadata().getName(), it.getSpec().getReplicas()));
    statefulSets()
        .forEach(it -> wanted.put(it.getMetadata().getName(), it.getSpec().getReplicas()));
    return wanted;
  }

  public List<Deployment> deployments() {
    return client.apps().deployments().inNamespace(namespace).list().getItems();
  }

  public List<StatefulSet> statefulSets() {
    return client.apps().statefulSets().inNamespace(namespace).list().getItems();
  }

  public static boolean isReady(Pod pod) {
    return Readiness.isPodReady(pod);
  }

  /** The Deployment or StatefulSet of a pod. */
  public static String ownerOf(Pod pod) {
    Map<String, String> labels = pod.getMetadata().getLabels();
    String hash = labels == null ? null : labels.get("pod-template-hash");
    String owner =
        pod.getMetadata().getOwnerReferences().isEmpty()
            ? pod.getMetadata().getName()
            : pod.getMetadata().getOwnerReferences().get(0).getName();
    return hash != null && owner.endsWith("-" + hash)
        ? owner.substring(0, owner.length() - hash.length() - 1)
        : owner;
  }

  /** Waits until every workload has all its pods, of its newest revision and ready. */
  public Workloads awaitAllReady() {
    Wait.until(Wait.LONG, "all workloads are ready", () -> String.join("\n", notReady()));
    return this;
  }

  /** What is still missing until every workload has all its pods, newest and ready. */
  public List<String> notReady() {
    List<String> missing = new ArrayList<>();
    for (Deployment one : deployments()) {
      var status = one.getStatus();
      int replicas = one.getSpec().getReplicas();
      check(
          missing,
          one.getMetadata().getName(),
          Objects.equals(status.getObservedGeneration(), one.getMetadata().getGeneration())
              && number(status.getUpdatedReplicas()) == replicas
              && number(status.getReplicas()) == replicas
              && number(status.getReadyReplicas()) == replicas,
          number(status.getReadyReplicas()),
          replicas);
    }
    for (StatefulSet one : statefulSets()) {
      var status = one.getStatus();
      int replicas = one.getSpec().getReplicas();
      check(
          missing,
          one.getMetadata().getName(),
          Objects.equals(status.getObservedGeneration(), one.getMetadata().getGeneration())
              && Objects.equals(status.getCurrentRevision(), status.getUpdateRevision())
              && number(status.getReplicas()) == replicas
              && number(status.getReadyReplicas()) == replicas,
          number(status.getReadyReplicas()),
          replicas);
    }
    return missing;
  }

  private void check(List<String> missing, String name, boolean done, int ready, int wanted) {
    if (!done) {
      missing.add(name + ": " + ready + " of " + wanted + " ready or not all of them updated");
    }
  }

  /**
   * Waits until the scheduler has spoken on every wanted pod, and every placed one is ready.
   *
   * @return the scheduler's reasons, by pod, for those that it could not place
   */
  public Map<String, String> awaitPlacedOrRefused() {
    Map<String, String> refused = new TreeMap<>();
    Wait.until(
        Wait.LONG,
        "every pod is ready or refused",
        () -> {
          refused.clear();
          List<String> missing = new ArrayList<>();
          List<Pod> pods = pods();
          int wanted = wanted().values().stream().mapToInt(Integer::intValue).sum();
          if (pods.size() != wanted) {
            missing.add(pods.size() + " of " + wanted + " pods exist");
          }
          for (Pod pod : pods) {
            String name = pod.getMetadata().getName();
            String reason = refusal(pod);
            if (reason != null) {
              refused.put(name, reason);
            } else if (!isReady(pod)) {
              missing.add(name);
            }
          }
          return String.join(", ", missing);
        });
    return refused;
  }

  /** What the scheduler says of a pod that it cannot place; null for others. */
  private static String refusal(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .filter(condition -> condition.getType().equals("PodScheduled"))
        .filter(condition -> "Unschedulable".equals(condition.getReason()))
        .map(condition -> condition.getMessage())
        .findFirst()
        .orElse(null);
  }

  private static int number(Integer value) {
    return value == null ? 0 : value;
  }
}
