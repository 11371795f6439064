// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster.harness;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A namespace and nodes of a test's own on the shared control plane. Other tests' nodes are gone
 * when it begins, and its own when it ends.
 */
public final class SimulatedCluster implements AutoCloseable {

  /** Label of pods that are there only to take room. */
  static final String FILLER = "filler";

  private static final String NODE_LEASES = "kube-node-lease";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final ControlPlane plane;
  private final KubernetesClient client;
  private final String name;
  private final Map<String, String> labels;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Applier applier;
  private String namespace;

  private SimulatedCluster(ControlPlane plane, String name, Map<String, String> labels) {
    this.plane = plane;
    this.client = plane.newClient();
    this.name = name + "-" + NUMBER.incrementAndGet();
    this.labels = labels;
    this.applier = new Applier(plane.api());
    this.namespace = newNamespace();
  }

  /** A cluster of nodes of these shapes, called {@code <name>-1}, {@code <name>-2} … */
  public static SimulatedCluster of(String name, List<NodeShape> shapes) {
    return of(name, shapes, Map.of());
  }

  /** The same, with labels on the namespace. */
  public static SimulatedCluster of(
      String name, List<NodeShape> shapes, Map<String, String> labels) {
    SimulatedCluster cluster = new SimulatedCluster(ControlPlanes.typed(), name, labels);
    cluster.add(shapes);
    return cluster;
  }

  private String newNamespace() {
    String unique = name + "-" + NUMBER.incrementAndGet();
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(unique)
                .withLabels(labels)
                .endMetadata()
                .build())
        .create();
    Wait.until(
        Wait.LONG,
        "the namespace has its service account, without which no pod is admitted",
        () ->
            client.serviceAccounts().inNamespace(unique).withName("default").get() == null
                ? "not yet"
                : "");
    return unique;
  }

  /** Replaces the namespace by an empty one; the nodes are as free as at the beginning. */
  public void startOver() {
    deleteNamespace();
    namespace = newNamespace();
  }

  /**
   * Kubernetes goes on to delete the namespace's objects; its pods, which would take room, are gone
   * at once, and no new ones are admitted.
   */
  private void deleteNamespace() {
    client.namespaces().withName(namespace).delete();
    Wait.until(
        Wait.LONG,
        "no pod is left in " + namespace,
        () -> {
          client.pods().inNamespace(namespace).withGracePeriod(0).delete();
          int left = client.pods().inNamespace(namespace).list().getItems().size();
          return left == 0 ? "" : left + " pods";
        });
  }

  /** Adds nodes, numbered on. */
  public void add(List<NodeShape> shapes) {
    for (NodeShape shape : shapes) {
      String host = name + "-node-" + (nodes.size() + 1);
      Node node = shape.named(host);
      nodes.put(host, node);
      client.resource(node).create();
    }
    awaitSchedulable();
  }

  private void awaitSchedulable() {
    Wait.until(
        Wait.LONG,
        "all nodes take pods",
        () -> String.join(", ", nodes.keySet().stream().filter(name -> !takesPods(name)).toList()));
  }

  /** New nodes carry a taint until the node controller has seen that they are ready. */
  private boolean takesPods(String name) {
    Node node = client.nodes().withName(name).get();
    return node != null
        && node.getSpec().getTaints().stream()
            .noneMatch(taint -> taint.getKey().startsWith("node.kubernetes.io/"));
  }

  /** Shapes of so many nodes in each of these zones. */
  public static List<NodeShape> each(int number, String... zones) {
    return Stream.of(zones)
        .flatMap(zone -> Collections.nCopies(number, NodeShape.in(zone)).stream())
        .toList();
  }

  public String namespace() {
    return namespace;
  }

  public ControlPlane plane() {
    return plane;
  }

  public KubernetesClient client() {
    return client;
  }

  public Workloads workloads() {
    return new Workloads(client, namespace);
  }

  /** Names of all nodes, lost ones too. */
  public List<String> nodes() {
    return List.copyOf(nodes.keySet());
  }

  public List<String> nodesIn(String zone) {
    return nodes.keySet().stream().filter(name -> zone.equals(zoneOf(name))).toList();
  }

  /** The zone of a node, or null. */
  public String zoneOf(String node) {
    return nodes.get(node).getMetadata().getLabels().get(NodeShape.ZONE);
  }

  /** Applies manifests, in this cluster's namespace whatever they say. */
  public Applier.Applied apply(String yaml) {
    return applier.apply(Applier.inNamespace(yaml, namespace)).orFail();
  }

  /**
   * Deletes objects as a tool that prunes would.
   *
   * @param objects {@code Kind name}
   */
  public void delete(Set<String> objects) {
    for (String object : objects) {
      Commands.Result result =
          plane.kubectl(
              "--namespace=" + namespace, "delete", object.replace(' ', '/'), "--wait=false");
      if (result.status() != 0) {
        throw new AssertionError(result.errors());
      }
    }
  }

  /** Claims that no pod mounts, as {@code PersistentVolumeClaim name}. */
  public Set<String> unusedClaims() {
    Set<String> claims = new TreeSet<>();
    client
        .persistentVolumeClaims()
        .inNamespace(namespace)
        .list()
        .getItems()
        .forEach(claim -> claims.add("PersistentVolumeClaim " + claim.getMetadata().getName()));
    for (Pod pod : workloads().pods()) {
      pod.getSpec().getVolumes().stream()
          .filter(volume -> volume.getPersistentVolumeClaim() != null)
          .forEach(
              volume ->
                  claims.remove(
                      "PersistentVolumeClaim " + volume.getPersistentVolumeClaim().getClaimName()));
    }
    return claims;
  }

  /** Other people's pods take half of every node. */
  public void fillHalf() {
    for (Node node : nodes.values()) {
      Map<String, Quantity> room = node.getStatus().getAllocatable();
      Pod filler =
          new PodBuilder()
              .withNewMetadata()
              .withName("filler-" + node.getMetadata().getName())
              .withNamespace(namespace)
              .addToLabels(FILLER, "true")
              .endMetadata()
              .withNewSpec()
              .withNodeName(node.getMetadata().getName())
              .addNewContainer()
              .withName("filler")
              .withImage("example.com/filler:1")
              .withNewResources()
              .addToRequests("cpu", half(room.get("cpu")))
              .addToRequests("memory", half(room.get("memory")))
              .endResources()
              .endContainer()
              .endSpec()
              .build();
      client.resource(filler).create();
    }
  }

  private static Quantity half(Quantity whole) {
    return new Quantity(String.valueOf(Integer.parseInt(whole.getAmount()) / 2), whole.getFormat());
  }

  /**
   * Takes nodes away with all that runs on them. Kubernetes' garbage collector would take a minute
   * to see that the pods are gone; here they go at once, as if that minute had passed.
   */
  public void lose(List<String> lost) {
    for (String name : lost) {
      client.nodes().withName(name).delete();
      client.leases().inNamespace(NODE_LEASES).withName(name).delete();
    }
    client.pods().inNamespace(namespace).list().getItems().stream()
        .filter(pod -> pod.getSpec().getNodeName() != null)
        .filter(pod -> lost.contains(pod.getSpec().getNodeName()))
        .forEach(pod -> client.resource(pod).withGracePeriod(0).delete());
  }

  /** Brings lost nodes back, empty. */
  public void restore(List<String> lost) {
    lost.forEach(name -> client.resource(nodes.get(name)).create());
    awaitSchedulable();
  }

  /**
   * A node's kubelet falls silent: nobody renews its lease or speaks for its pods. kwok takes a
   * lease for another kubelet's as long as that one's time has not run out, and leaves the node
   * alone; the node controller looks only for renewals.
   */
  public void silence(String name) {
    client
        .leases()
        .inNamespace(NODE_LEASES)
        .withName(name)
        .edit(
            lease -> {
              lease.getSpec().setHolderIdentity("a kubelet that fell silent");
              lease.getSpec().setLeaseDurationSeconds((int) Duration.ofDays(1).toSeconds());
              return lease;
            });
  }

  /** Closes nodes to new pods, or opens them again. */
  public void cordon(List<String> cordoned, boolean closed) {
    for (String name : cordoned) {
      client
          .nodes()
          .withName(name)
          .edit(
              node -> {
                node.getSpec().setUnschedulable(closed ? true : null);
                return node;
              });
    }
  }

  /** Removes pods and nodes at once; Kubernetes goes on to delete the namespace. */
  @Override
  public void close() {
    try (client) {
      deleteNamespace();
      nodes.keySet().forEach(node -> client.nodes().withName(node).delete());
    }
  }
}
