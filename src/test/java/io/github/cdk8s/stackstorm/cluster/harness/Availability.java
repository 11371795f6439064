// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster.harness;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Records how many pods of each workload were ready, and how many existed, at every moment: from
 * each event of a watch, in the API server's order, so that nothing falls between two looks. A pod
 * that is about to end no longer counts as ready, since Services leave it out from then on; nor
 * does one whose node is lost.
 */
public final class Availability implements Watcher<Pod>, AutoCloseable {

  private final Map<String, Pod> pods = new HashMap<>();
  private final Set<String> lost = new HashSet<>();
  private final Map<String, Integer> fewestReady = new TreeMap<>();
  private final Map<String, Integer> mostAlive = new TreeMap<>();
  private final Map<String, Long> overlapSince = new HashMap<>();
  private final Map<String, Duration> longestOverlap = new TreeMap<>();
  private final Watch watch;
  private WatcherException broken;

  private Availability(SimulatedCluster cluster) {
    PodList now = cluster.client().pods().inNamespace(cluster.namespace()).list();
    now.getItems().forEach(pod -> pods.put(pod.getMetadata().getUid(), pod));
    recount();
    this.watch =
        cluster
            .client()
            .pods()
            .inNamespace(cluster.namespace())
            .watch(
                new ListOptionsBuilder()
                    .withResourceVersion(now.getMetadata().getResourceVersion())
                    .build(),
                this);
  }

  /** Records from now on. */
  public static Availability recording(SimulatedCluster cluster) {
    return new Availability(cluster);
  }

  @Override
  public synchronized void eventReceived(Action action, Pod pod) {
    if (action == Action.DELETED) {
      pods.remove(pod.getMetadata().getUid());
    } else if (action != Action.BOOKMARK) {
      pods.put(pod.getMetadata().getUid(), pod);
    }
    recount();
  }

  @Override
  public synchronized void onClose(WatcherException cause) {
    broken = cause;
  }

  /** From now on pods of these nodes count for nothing. */
  public synchronized void lost(Collection<String> nodes) {
    lost.addAll(nodes);
    recount();
  }

  /** The nodes are back: pods that are placed there from now on count again. */
  public synchronized void restored(Collection<String> nodes) {
    pods.values().removeIf(pod -> lost.contains(pod.getSpec().getNodeName()));
    lost.removeAll(nodes);
    recount();
  }

  /** The fewest ready pods that each workload had at any moment. */
  public synchronized Map<String, Integer> fewestReady() {
    failIfBroken();
    return new TreeMap<>(fewestReady);
  }

  /** The most pods of each workload that ran at the same moment, ending ones included. */
  public synchronized Map<String, Integer> mostAlive() {
    failIfBroken();
    return new TreeMap<>(mostAlive);
  }

  /** The longest time for which each workload had more than one running pod, where it ended. */
  public synchronized Map<String, Duration> longestOverlap() {
    failIfBroken();
    return new TreeMap<>(longestOverlap);
  }

  private void failIfBroken() {
    if (broken != null) {
      throw new AssertionError("the watch broke off, so the record has a gap", broken);
    }
  }

  private void recount() {
    Map<String, Integer> ready = new HashMap<>();
    Map<String, Integer> alive = new HashMap<>();
    fewestReady.keySet().forEach(name -> ready.put(name, 0));
    for (Pod pod : pods.values()) {
      String owner = Workloads.ownerOf(pod);
      boolean here = !lost.contains(pod.getSpec().getNodeName());
      boolean ending = pod.getMetadata().getDeletionTimestamp() != null;
      ready.merge(owner, here && !ending && Readiness.isPodReady(pod) ? 1 : 0, Integer::sum);
      boolean running = here && "Running".equals(pod.getStatus().getPhase());
      alive.merge(owner, running ? 1 : 0, Integer::sum);
    }
    ready.forEach((name, number) -> fewestReady.merge(name, number, Math::min));
    alive.forEach((name, number) -> mostAlive.merge(name, number, Math::max));
    alive.forEach(this::measureOverlap);
  }

  private void measureOverlap(String name, int alive) {
    if (alive > 1) {
      overlapSince.putIfAbsent(name, System.nanoTime());
    } else if (overlapSince.containsKey(name)) {
      Duration overlap = Duration.ofNanos(System.nanoTime() - overlapSince.remove(name));
      longestOverlap.merge(name, overlap, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }
  }

  @Override
  public void close() {
    watch.close();
  }
}
