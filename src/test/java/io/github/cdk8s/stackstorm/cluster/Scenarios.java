// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.github.cdk8s.stackstorm.cluster.harness.Availability;
import io.github.cdk8s.stackstorm.cluster.harness.Drain;
import io.github.cdk8s.stackstorm.cluster.harness.SimulatedCluster;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What happens to somebody's manifests on three zones of three nodes, in numbers that can be put
 * beside those of somebody else's.
 *
 * @param before manifests to begin with
 * @param after the same with new images
 */
record Scenarios(String before, String after) {

  private static final String[] ZONES = {"a", "b", "c"};

  Map<String, String> run() {
    Map<String, String> results = new LinkedHashMap<>();
    try (SimulatedCluster cluster =
        SimulatedCluster.of("beside", SimulatedCluster.each(3, ZONES))) {
      cluster.apply(before);
      cluster.workloads().awaitAllReady();
      int pods = cluster.workloads().wanted().values().stream().mapToInt(Integer::intValue).sum();
      results.put("pods", String.valueOf(pods));
      results.put("workloads with two pods on one node", names(sharing(cluster)));
      results.put("quorums with two members in one zone", names(quorumsInOneZone(cluster)));
      try (Availability record = Availability.recording(cluster)) {
        for (String zone : ZONES) {
          List<String> lost = cluster.nodesIn(zone);
          record.lost(lost);
          cluster.lose(lost);
          cluster.workloads().awaitPlacedOrRefused();
          cluster.restore(lost);
          record.restored(lost);
          cluster.workloads().awaitAllReady();
        }
        report(results, "zones lost in turn", cluster, record);
      }
      for (String zone : ZONES) {
        try (Availability record = Availability.recording(cluster)) {
          drain(cluster, cluster.nodesIn(zone));
          report(results, "zone " + zone + " drained at once", cluster, record);
        }
      }
      try (Availability record = Availability.recording(cluster)) {
        drain(cluster, Expectations.fullestNodes(cluster).subList(0, 5));
        report(results, "five fullest nodes drained at once", cluster, record);
      }
      try (Availability record = Availability.recording(cluster)) {
        cluster.apply(after);
        cluster.workloads().awaitAllReady();
        report(results, "new images", cluster, record);
        results.put("new images: singletons that were two", names(doubled(cluster, record)));
      }
    }
    return results;
  }

  private static void drain(SimulatedCluster cluster, List<String> nodes) {
    Drain.nodes(cluster, nodes);
    cluster.cordon(nodes, false);
    cluster.workloads().awaitAllReady();
  }

  private static void report(
      Map<String, String> results, String what, SimulatedCluster cluster, Availability record) {
    Map<String, Integer> fewest = record.fewestReady();
    Set<String> none = new TreeSet<>();
    cluster
        .workloads()
        .wanted()
        .forEach(
            (name, wanted) -> {
              if (wanted > 1 && fewest.getOrDefault(name, 0) == 0) {
                none.add(name);
              }
            });
    Set<String> minority = new TreeSet<>();
    for (StatefulSet backend : cluster.workloads().statefulSets()) {
      String name = backend.getMetadata().getName();
      int members = backend.getSpec().getReplicas();
      if (members > 1 && fewest.getOrDefault(name, 0) <= members / 2) {
        minority.add(name);
      }
    }
    results.put(what + ": services of several pods that had none ready", names(none));
    results.put(what + ": quorums that lost their majority", names(minority));
  }

  private static Set<String> doubled(SimulatedCluster cluster, Availability record) {
    Set<String> doubled = new TreeSet<>();
    cluster
        .workloads()
        .wanted()
        .forEach(
            (name, wanted) -> {
              // Several of these may run side by side, though one is wanted.
              boolean harmless = name.contains("st2client") || name.contains("st2web");
              if (wanted == 1 && !harmless && record.mostAlive().getOrDefault(name, 0) > 1) {
                doubled.add(name);
              }
            });
    return doubled;
  }

  private static Set<String> sharing(SimulatedCluster cluster) {
    Set<String> sharing = new TreeSet<>();
    cluster
        .workloads()
        .placed()
        .forEach(
            (name, pods) -> {
              if (pods.stream().map(pod -> pod.getSpec().getNodeName()).distinct().count()
                  < pods.size()) {
                sharing.add(name);
              }
            });
    return sharing;
  }

  private static Set<String> quorumsInOneZone(SimulatedCluster cluster) {
    Set<String> together = new TreeSet<>();
    for (StatefulSet backend : cluster.workloads().statefulSets()) {
      String name = backend.getMetadata().getName();
      var pods = cluster.workloads().placed().getOrDefault(name, List.of());
      long zones =
          pods.stream().map(pod -> cluster.zoneOf(pod.getSpec().getNodeName())).distinct().count();
      if (zones < Math.min(pods.size(), ZONES.length)) {
        together.add(name);
      }
    }
    return together;
  }

  private static String names(Set<String> names) {
    return names.isEmpty() ? "none" : names.size() + ": " + String.join(", ", names);
  }
}
