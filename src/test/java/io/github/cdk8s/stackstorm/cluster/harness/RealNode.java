// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A node with real containers: containerd, kubelet and kube-proxy in namespaces of their own, one
 * process to the machine.
 */
public final class RealNode {

  private final Run run;
  private final int number;
  private final Path logs;
  private final List<String> command;
  private Daemon process;

  RealNode(Run run, int number, Path template, Path logs) {
    this.run = run;
    this.number = number;
    this.logs = logs.resolve(name());
    this.command =
        List.of(
            "bash",
            Run.script("node.sh"),
            run.number(),
            String.valueOf(number),
            template.toString(),
            zone(),
            this.logs.toString());
    start();
  }

  public String name() {
    return "node" + number;
  }

  /** Every node is in a zone of its own. */
  public String zone() {
    return "zone-" + number;
  }

  public String address() {
    return run.addressOf(number);
  }

  /** A folder on the node's disk that outlives its death. */
  Path volume(int volume) {
    return run.folder().resolve(name()).resolve("volumes").resolve("volume" + volume);
  }

  /** Power off: all its processes end at once, and nobody is told. */
  public void kill() {
    process.close();
  }

  /** Power on, after {@link #kill()}. */
  public void start() {
    process = Daemon.start(name(), logs.resolve("node.log"), command);
  }

  /** Pulls the cable: nothing reaches the node, and it reaches nothing; its containers go on. */
  public void cutCable() {
    cable("down");
  }

  public void mendCable() {
    cable("up");
  }

  private void cable(String state) {
    Commands.run(List.of("ip", "-n", run.fabric(), "link", "set", name(), state));
  }

  /** Sends a signal to the first process of a container, past all of Kubernetes. */
  public void signal(String containerId, String signal) {
    inside("ctr", "--namespace", "k8s.io", "task", "kill", "--signal", signal, containerId);
  }

  /** Gives an image one more name. */
  void tag(String image, String name) {
    String own = "docker.io/cdk8s-stackstorm/" + image + ":stand-in";
    inside("ctr", "--namespace", "k8s.io", "images", "tag", "--force", own, name);
  }

  /** Runs a program in the node's namespaces; it has to succeed. */
  public String inside(String... program) {
    List<String> all = new ArrayList<>(List.of("nsenter", "--target", init()));
    all.addAll(List.of("--mount", "--net", "--pid", "--"));
    all.addAll(List.of(program));
    return Commands.run(all);
  }

  private String init() {
    return process.processes().stream()
        .filter(RealNode::isFirstOfItsNamespace)
        .findFirst()
        .map(handle -> String.valueOf(handle.pid()))
        .orElseThrow(() -> new IllegalStateException(name() + " does not run. " + lastWords()));
  }

  private static boolean isFirstOfItsNamespace(ProcessHandle handle) {
    return handle
        .parent()
        .flatMap(parent -> parent.info().command())
        .filter(command -> command.endsWith("/unshare"))
        .isPresent();
  }

  void failIfEnded() {
    if (!process.isAlive()) {
      throw new IllegalStateException(name() + " has ended. " + lastWords());
    }
  }

  private String lastWords() {
    return process.lastWords() + Run.NEEDS;
  }

  @Override
  public String toString() {
    return name();
  }
}
