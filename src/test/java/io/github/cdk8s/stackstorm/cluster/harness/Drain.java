// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster.harness;

import io.fabric8.kubernetes.api.model.Pod;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Drains nodes as {@code kubectl drain} does, several at once as several hands would: closes them
 * to new pods, asks for the eviction of every pod, and asks again while a budget forbids it.
 */
public final class Drain {

  private static final int TOO_MANY_REQUESTS = 429;

  private final SimulatedCluster cluster;
  private final Api api;
  private int refusals;

  private Drain(SimulatedCluster cluster) {
    this.cluster = cluster;
    this.api = cluster.plane().api();
  }

  /**
   * How a drain went.
   *
   * @param refusals how often a budget put an eviction off
   */
  public record Report(Duration time, int refusals) {}

  /** Drains these nodes at once, and leaves them closed to new pods. */
  public static Report nodes(SimulatedCluster cluster, List<String> nodes) {
    return new Drain(cluster).run(nodes);
  }

  private Report run(List<String> nodes) {
    long start = System.nanoTime();
    cluster.cordon(nodes, true);
    Wait.until(
        Wait.LONG,
        String.join(", ", nodes) + " are empty",
        () -> {
          List<String> left = new ArrayList<>();
          for (Pod pod : podsOn(nodes)) {
            left.add(pod.getMetadata().getName());
            if (pod.getMetadata().getDeletionTimestamp() == null) {
              evict(pod.getMetadata().getName());
            }
          }
          return String.join(", ", left);
        });
    return new Report(Duration.ofNanos(System.nanoTime() - start), refusals);
  }

  private List<Pod> podsOn(List<String> nodes) {
    return cluster.workloads().pods().stream()
        .filter(pod -> pod.getSpec().getNodeName() != null)
        .filter(pod -> nodes.contains(pod.getSpec().getNodeName()))
        .toList();
  }

  private void evict(String pod) {
    Api.Answer answer =
        api.request(
            "POST",
            "/api/v1/namespaces/" + cluster.namespace() + "/pods/" + pod + "/eviction",
            "application/json",
            """
            {"apiVersion": "policy/v1", "kind": "Eviction",
             "metadata": {"name": "%s", "namespace": "%s"}}
            """
                .formatted(pod, cluster.namespace()));
    if (answer.status() == TOO_MANY_REQUESTS) {
      refusals++;
    } else if (!answer.successful() && answer.status() != HttpURLConnection.HTTP_NOT_FOUND) {
      throw new AssertionError("eviction of " + pod + ": " + answer.body());
    }
  }
}
