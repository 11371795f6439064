// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.github.cdk8s.stackstorm.cluster.harness.ClusterSecrets;
import io.github.cdk8s.stackstorm.cluster.harness.Commands;
import io.github.cdk8s.stackstorm.cluster.harness.Pods;
import io.github.cdk8s.stackstorm.cluster.harness.RealNodes;
import io.github.cdk8s.stackstorm.cluster.harness.Wait;
import io.github.cdk8s.stackstorm.support.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A synthesized cluster of StackStorm with the id {@code st2} on three real nodes. */
final class RealCluster implements AutoCloseable {

  static final String NAMESPACE = "stackstorm";
  static final Set<String> BACKENDS = Set.of("mongodb", "rabbitmq", "redis");

  /** For a slow machine; no claim. */
  static final Duration LIMIT = Duration.ofMinutes(6);

  private final RealNodes nodes;
  private final Pods pods;
  private final int count;

  /**
   * Starts the nodes, makes the Secrets, and applies the manifests.
   *
   * @param name of its folder in target/cluster
   */
  static RealCluster apply(String name, String yaml) throws IOException {
    RealCluster cluster = new RealCluster(name, Manifests.of(yaml));
    try {
      Path file = Path.of("target/cluster", name, "cluster.yaml");
      Files.writeString(file, yaml);
      cluster.kubectl("apply", "--server-side", "--filename=" + file);
      return cluster;
    } catch (IOException | RuntimeException | Error failure) {
      cluster.close();
      throw failure;
    }
  }

  private RealCluster(String name, Manifests manifests) {
    count = manifests.workloads().stream().mapToInt(it -> it.number("spec.replicas")).sum();
    nodes = RealNodes.start(name, 3, images(manifests));
    pods = new Pods(nodes, NAMESPACE);
    nodes
        .client()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .create();
    ClusterSecrets.create(nodes.client(), NAMESPACE, "st2");
  }

  private static Set<String> images(Manifests manifests) {
    Set<String> images = new TreeSet<>();
    manifests.workloads().stream()
        .flatMap(workload -> workload.pod().allContainers().stream())
        .forEach(container -> images.add(container.text("image")));
    return images;
  }

  RealNodes nodes() {
    return nodes;
  }

  Pods pods() {
    return pods;
  }

  /** Waits until as many pods as the manifests ask for are ready. */
  void awaitAllReady() {
    pods.awaitReady(count, LIMIT);
  }

  /** Runs kubectl; it has to succeed. */
  void kubectl(String... arguments) {
    Commands.Result result = nodes.plane().kubectl(arguments);
    assertThat(result.status()).as(result.output() + result.errors()).isZero();
  }

  /** Kills the main container of a pod on its node. */
  void kill(Pod pod) {
    pods.kill(pod, container(pod));
  }

  /** Waits until the main container has been started again since the pod was looked at. */
  void awaitRestart(Pod pod) {
    Wait.until(
        LIMIT,
        Pods.name(pod) + " has been started again",
        () -> restarts(pods.now(pod)) > restarts(pod) ? "" : "not yet");
  }

  /** Waits until a deleted member of a backend is back and everything is ready. */
  void awaitReplaced(String pod) {
    Wait.until(
        LIMIT,
        pod + " is ready",
        () ->
            pods.all().stream().anyMatch(it -> Pods.name(it).equals(pod) && Pods.isReady(it))
                ? ""
                : "not yet");
    awaitAllReady();
  }

  /** How often the main container of each pod, but for backends, has been started again. */
  Map<String, Integer> restartsOfStackStorm() {
    return pods.all().stream()
        .filter(pod -> !BACKENDS.contains(Pods.workload(pod)))
        .collect(Collectors.toMap(Pods::name, RealCluster::restarts));
  }

  private static int restarts(Pod pod) {
    return Pods.status(pod, container(pod)).getRestartCount();
  }

  /** The name of a pod's main container. */
  static String container(Pod pod) {
    return pod.getSpec().getContainers().get(0).getName();
  }

  @Override
  public void close() {
    nodes.close();
  }
}
