// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster.harness;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The pods of a namespace on real nodes.
 *
 * @param namespace theirs
 */
public record Pods(RealNodes cluster, String namespace) {

  /** Pods that are not on their way out, by name. */
  public List<Pod> all() {
    return cluster.client().pods().inNamespace(namespace).list().getItems().stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .sorted((one, other) -> name(one).compareTo(name(other)))
        .toList();
  }

  /** Those of one workload, by its label {@code app.kubernetes.io/name}. */
  public List<Pod> of(String workload) {
    return all().stream().filter(pod -> workload(pod).equals(workload)).toList();
  }

  /** The same pod as it is now. */
  public Pod now(Pod pod) {
    return cluster.client().pods().inNamespace(namespace).withName(name(pod)).get();
  }

  public static String name(Pod pod) {
    return pod.getMetadata().getName();
  }

  public static String workload(Pod pod) {
    return String.valueOf(pod.getMetadata().getLabels().get("app.kubernetes.io/name"));
  }

  public static boolean isReady(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .anyMatch(it -> it.getType().equals("Ready") && it.getStatus().equals("True"));
  }

  /** Waits for so many pods, all of them ready; what happened to the others is in the message. */
  public void awaitReady(int count, Duration limit) {
    await(count + " pods are ready", limit, count, pod -> true);
  }

  /** Waits for so many ready pods among those that fit. */
  public void await(String what, Duration limit, int count, Predicate<Pod> fits) {
    try {
      Wait.until(
          limit,
          what,
          () -> {
            List<Pod> pods = all().stream().filter(fits).toList();
            String missing =
                pods.stream()
                    .filter(pod -> !isReady(pod))
                    .map(Pods::state)
                    .collect(Collectors.joining("\n  ", "\n  ", ""));
            return pods.size() == count && missing.isBlank()
                ? ""
                : "there are " + pods.size() + "; not ready are" + missing;
          });
    } catch (AssertionError late) {
      throw new AssertionError(late.getMessage() + "\n\nWarnings:\n" + warnings(), late);
    }
  }

  /** What a pod is waiting for. */
  private static String state(Pod pod) {
    List<String> words = new ArrayList<>();
    words.add(name(pod));
    words.add("on " + pod.getSpec().getNodeName());
    words.add(pod.getStatus().getPhase());
    Stream.concat(
            pod.getStatus().getInitContainerStatuses().stream(),
            pod.getStatus().getContainerStatuses().stream())
        .filter(status -> !Boolean.TRUE.equals(status.getReady()))
        .forEach(status -> words.add(status.getName() + ": " + state(status)));
    return String.join(" ", words);
  }

  private static String state(ContainerStatus status) {
    ContainerState state = status.getState();
    String restarts = status.getRestartCount() + " restarts, ";
    if (state.getWaiting() != null) {
      return restarts + state.getWaiting().getReason() + " " + state.getWaiting().getMessage();
    }
    if (state.getTerminated() != null) {
      return restarts + "ended with " + state.getTerminated().getExitCode();
    }
    return restarts + "running, not ready";
  }

  /** The namespace's warning events, the newest last. */
  public String warnings() {
    return cluster
        .plane()
        .kubectl(
            "--namespace=" + namespace,
            "get",
            "events",
            "--field-selector=type=Warning",
            "--sort-by=.lastTimestamp",
            "--output=custom-columns=OBJECT:.involvedObject.name,REASON:.reason,MESSAGE:.message",
            "--no-headers")
        .output();
  }

  /** What a container has written. */
  public String logs(Pod pod, String container) {
    return cluster
        .client()
        .pods()
        .inNamespace(namespace)
        .withName(name(pod))
        .inContainer(container)
        .getLog();
  }

  /** Runs a program in a container; it has to succeed. */
  public String exec(Pod pod, String container, String... program) {
    List<String> arguments =
        new ArrayList<>(List.of("exec", name(pod), "--container=" + container, "--"));
    arguments.addAll(List.of(program));
    return kubectl(arguments.toArray(String[]::new));
  }

  private String kubectl(String... arguments) {
    String[] all =
        Stream.concat(Stream.of("--namespace=" + namespace), Stream.of(arguments))
            .toArray(String[]::new);
    Commands.Result result = cluster.plane().kubectl(all);
    if (result.status() != 0) {
      throw new AssertionError(
          String.join(" ", arguments) + ":\n" + result.output() + result.errors());
    }
    return result.output();
  }

  /**
   * Kills the first process of a container on its node, as the kernel does when memory is short.
   */
  public void kill(Pod pod, String container) {
    ContainerStatus status = status(pod, container);
    String id = status.getContainerID().replaceFirst("^containerd://", "");
    cluster.node(pod.getSpec().getNodeName()).signal(id, "SIGKILL");
  }

  /** The status of one of a pod's containers. */
  public static ContainerStatus status(Pod pod, String container) {
    return pod.getStatus().getContainerStatuses().stream()
        .filter(it -> it.getName().equals(container))
        .findFirst()
        .orElseThrow();
  }
}
