// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster.harness;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A cluster whose nodes are real: kubelets that start containers, with Services, DNS and disks of
 * their own. All images are stand-ins (kubernetes/images). Only for root on Linux; one at a time is
 * what a small machine carries.
 */
public final class RealNodes implements AutoCloseable {

  private static final Duration READY = Duration.ofMinutes(3);
  private static final int VOLUMES_PER_NODE = 6;

  private final StandIns standIns;
  private final List<AutoCloseable> parts = new ArrayList<>();
  private final Run run;
  private final ControlPlane plane;
  private final KubernetesClient client;
  private final List<RealNode> nodes;
  private final Daemon dns;

  /**
   * Starts a cluster and waits until its nodes are ready.
   *
   * @param name of its folder in target/cluster
   * @param images names that the nodes have images for
   */
  public static RealNodes start(String name, int count, Collection<String> images) {
    return new RealNodes(name, count, images);
  }

  private RealNodes(String name, int count, Collection<String> images) {
    Path folder = Path.of("target/cluster", name).toAbsolutePath();
    try {
      standIns = StandIns.made();
      Path template = template(standIns);
      run = opened(Run.of(count, folder.resolveSibling(name + "-keeper.log")));
      plane =
          opened(
              ControlPlane.start(
                  ControlPlaneOptions.named(name)
                      .reachableAt(run.machine())
                      .with("kube-apiserver", "--kubelet-preferred-address-types=InternalIP")));
      Kubeconfig.write(
          run.folder().resolve("kubeconfig"),
          "https://" + run.machine() + ":" + plane.port(),
          plane.certificate(),
          plane.token());
      write(run.folder().resolve("images"), standIns.table(new TreeSet<>(images)));
      client = opened(plane.newClient());
      Path logs = folder.resolve("logs");
      nodes =
          IntStream.rangeClosed(1, count)
              .mapToObj(number -> new RealNode(run, number, template, logs))
              .toList();
      nodes.forEach(node -> parts.add(node::kill));
      dns =
          opened(
              Daemon.start(
                  "coredns",
                  logs.resolve("coredns.log"),
                  List.of("bash", Run.script("dns.sh"), run.number())));
      LocalVolumes.create(client, nodes, VOLUMES_PER_NODE);
      awaitReady();
    } catch (RuntimeException | Error failure) {
      closeAfter(failure);
      throw failure;
    }
  }

  private static Path template(StandIns standIns) {
    return Path.of(
        Commands.run(List.of("bash", Run.script("template.sh"), standIns.folder().toString()))
            .strip());
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.add(part);
    return part;
  }

  /** Waits until every node says that it is ready. */
  public void awaitReady() {
    Wait.until(READY, "all nodes are ready", this::notReady);
  }

  private String notReady() {
    plane.failIfOneEnded();
    nodes.forEach(RealNode::failIfEnded);
    if (!dns.isAlive()) {
      throw new IllegalStateException("CoreDNS has ended. " + dns.lastWords());
    }
    List<String> ready =
        client.nodes().list().getItems().stream()
            .filter(RealNodes::isReady)
            .map(node -> node.getMetadata().getName())
            .toList();
    return nodes.stream()
        .map(RealNode::name)
        .filter(node -> !ready.contains(node))
        .collect(Collectors.joining(", "));
  }

  private static boolean isReady(Node node) {
    return node.getStatus().getConditions().stream()
        .anyMatch(it -> it.getType().equals("Ready") && it.getStatus().equals("True"));
  }

  /** Of its run: what it has on this machine carries it in its name. */
  String number() {
    return run.number();
  }

  public ControlPlane plane() {
    return plane;
  }

  /** Of an administrator. */
  public KubernetesClient client() {
    return client;
  }

  public List<RealNode> nodes() {
    return nodes;
  }

  public RealNode node(String name) {
    return nodes.stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no node " + name + " in " + nodes));
  }

  /** Gives the nodes an image for one more name, as if it had been pushed. */
  public void provide(String image) {
    nodes.forEach(node -> node.tag(standIns.of(image), image));
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void closeAfter(Throwable failure) {
    try {
      close();
    } catch (RuntimeException another) {
      failure.addSuppressed(another);
    }
  }

  /** Ends and removes all of it; logs stay in target/cluster. */
  @Override
  public void close() {
    RuntimeException first = null;
    for (int i = parts.size() - 1; i >= 0; i--) {
      try {
        parts.get(i).close();
      } catch (Exception failure) {
        first = first == null ? new IllegalStateException(failure) : first;
      }
    }
    parts.clear();
    if (first != null) {
      throw first;
    }
  }
}
