// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster.harness;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.TaintBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A node to be simulated.
 *
 * @param zone null for a node without one
 * @param cpu allocatable, in cores
 * @param memory allocatable, in GiB
 */
public record NodeShape(
    String zone, int cpu, int memory, Map<String, String> labels, List<Taint> taints) {

  public static final String ZONE = "topology.kubernetes.io/zone";
  public static final String HOST = "kubernetes.io/hostname";

  /** 4 cores and 16 GiB: the size of a common worker. */
  public static NodeShape in(String zone) {
    return new NodeShape(zone, 4, 16, Map.of(), List.of());
  }

  public NodeShape sized(int cores, int gibibytes) {
    return new NodeShape(zone, cores, gibibytes, labels, taints);
  }

  public NodeShape labelled(String key, String value) {
    Map<String, String> all = new LinkedHashMap<>(labels);
    all.put(key, value);
    return new NodeShape(zone, cpu, memory, all, taints);
  }

  public NodeShape tainted(String key, String value, String effect) {
    List<Taint> all = new ArrayList<>(taints);
    all.add(new TaintBuilder().withKey(key).withValue(value).withEffect(effect).build());
    return new NodeShape(zone, cpu, memory, labels, all);
  }

  Node named(String name) {
    Map<String, String> all = new LinkedHashMap<>(labels);
    all.put(HOST, name);
    all.put("kubernetes.io/arch", "amd64");
    all.put("kubernetes.io/os", "linux");
    if (zone != null) {
      all.put(ZONE, zone);
    }
    Map<String, Quantity> room =
        Map.of(
            "cpu", new Quantity(String.valueOf(cpu)),
            "memory", new Quantity(memory + "Gi"),
            "ephemeral-storage", new Quantity("100Gi"),
            "pods", new Quantity("110"));
    return new NodeBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(all)
        .addToAnnotations(ControlPlane.SIMULATED, "fake")
        .endMetadata()
        .withNewSpec()
        .withTaints(taints)
        .endSpec()
        .withNewStatus()
        .withAllocatable(room)
        .withCapacity(room)
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .withReason("KubeletReady")
        .endCondition()
        .endStatus()
        .build();
  }
}
