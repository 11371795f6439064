// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.backends;

import io.github.cdk8s.stackstorm.support.Manifests;
import io.github.cdk8s.stackstorm.support.Manifests.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The pods of a rendered StatefulSet as processes: a network namespace each, and for every
 * container mount and process namespaces with the volumes, the environment, the command and the
 * user of the manifest. What a kubelet does by itself (starting again, probing) is asked for here.
 */
final class RedisPods implements AutoCloseable {

  private static final Path SCRIPTS = Path.of("src/test/resources/backends/redis").toAbsolutePath();
  private static final String CLIENT = "c";

  private final String prefix;
  private final Path folder = Files.createTempDirectory("redis-pods");
  private final Node set;
  private final Process network;
  private final Map<String, Process> containers = new LinkedHashMap<>();
  private final int[] addresses;

  /**
   * Makes namespaces and volumes; nothing is started.
   *
   * @param tag a letter that tells several of one JVM apart
   * @param yaml what was synthesized, with one StatefulSet
   * @param secrets the folders with the keys of each Secret
   */
  RedisPods(String tag, String yaml, Map<String, Path> secrets) throws IOException {
    // short: it begins the names of network interfaces
    prefix = "r" + Long.toString(ProcessHandle.current().pid() % 1_000_000, 36) + tag;
    Manifests manifests = Manifests.of(yaml);
    set = manifests.kind("StatefulSet").get(0);
    addresses = IntStream.range(0, members()).map(i -> 10 + i).toArray();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (Node volume : set.pod().list("volumes")) {
      if (volume.at("configMap").exists()) {
        Path files = Files.createDirectories(folder.resolve("shared/" + volume.text("name")));
        for (Map.Entry<String, Object> file :
            manifests.one("ConfigMap", volume.text("configMap.name")).map("data").entrySet()) {
          Files.writeString(files.resolve(file.getKey()), file.getValue().toString());
        }
      } else if (volume.at("secret").exists()) {
        Files.createDirectories(folder.resolve("shared"));
        Files.createSymbolicLink(
            folder.resolve("shared/" + volume.text("name")),
            secrets.get(volume.text("secret.secretName")));
      }
    }
    List<String> command = new ArrayList<>(List.of("sh", script("network.sh")));
    command.add(prefix);
    command.add(folder.toString());
    command.add(CLIENT);
    IntStream.range(0, members()).forEach(i -> command.add(String.valueOf(i)));
    network = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String answer = network.inputReader().readLine();
    if (!"ready".equals(answer)) {
      throw new IOException("network.sh: " + answer + "; it needs root and network namespaces");
    }
    Program.run(
        Map.of(), "ip", "-n", namespace(CLIENT), "addr", "add", "10.77.0.2/24", "dev", "eth0");
    IntStream.range(0, members()).forEach(this::address);
    names();
  }

  int members() {
    return set.number("spec.replicas");
  }

  /** The full DNS name of a pod. */
  String host(int pod) {
    return set.name()
        + "-"
        + pod
        + "."
        + set.text("spec.serviceName")
        + ".stackstorm.svc.cluster.local";
  }

  List<String> hosts() {
    return IntStream.range(0, members()).mapToObj(this::host).toList();
  }

  /** Starts all containers of all pods at once. */
  void startAll() throws IOException {
    for (int pod = 0; pod < members(); pod++) {
      startPod(pod);
    }
  }

  /** Starts those containers of a pod that do not run. */
  void startPod(int pod) throws IOException {
    for (Node container : set.pod().list("containers")) {
      start(pod, container.text("name"));
    }
  }

  /** Starts a container unless it runs, as a kubelet starts one that has ended. */
  void start(int pod, String name) throws IOException {
    if (isRunning(pod, name)) {
      return;
    }
    Node container = container(name);
    List<String> command = new ArrayList<>();
    command.addAll(List.of("ip", "netns", "exec", namespace(String.valueOf(pod))));
    command.addAll(List.of("unshare", "--mount", "--propagation", "private", "--pid", "--fork"));
    command.addAll(List.of("--kill-child", "--", "env", "-i"));
    command.addAll(environment(pod, container));
    command.addAll(List.of("sh", script("container.sh")));
    Path root = Files.createDirectories(folder.resolve("root-" + pod + "-" + name));
    command.add(root.toString());
    command.add(set.text("spec.template.spec.securityContext.runAsUser"));
    for (Node mount : container.list("volumeMounts")) {
      String mode = mount.at("readOnly").exists() ? "ro" : "rw";
      command.add(volume(pod, mount.text("name")) + ":" + mount.text("mountPath") + ":" + mode);
    }
    command.add("--");
    container.list("command").forEach(word -> command.add(word.text()));
    Path log = folder.resolve(pod + "-" + name + ".log");
    containers.put(
        pod + name,
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start());
  }

  boolean isRunning(int pod, String name) {
    Process process = containers.get(pod + name);
    return process != null && process.isAlive();
  }

  /** Kills a container's process 1 without notice. */
  void kill(int pod, String name) throws InterruptedException {
    signal(pod, name, "KILL");
    process(pod, name).waitFor();
  }

  void signal(int pod, String name, String signal) {
    Process process = containers.get(pod + name);
    if (process != null && process.isAlive()) {
      Program.run(Map.of(), "kill", "-" + signal, String.valueOf(first(process)));
    }
  }

  void awaitEnd(int pod, String name) throws InterruptedException {
    process(pod, name).waitFor();
  }

  /** The pod goes without notice: its address, its processes, what it held in memory. */
  void destroy(int pod) throws InterruptedException {
    unplug(pod);
    for (Node container : set.pod().list("containers")) {
      kill(pod, container.text("name"));
    }
    Program.run(Map.of(), "rm", "-rf", folder.resolve("pod-" + pod).toString());
  }

  /** A pod of the same name with another address, and the volume of its forerunner. */
  void replace(int pod) throws IOException {
    addresses[pod] += 20;
    plug(pod);
    Program.run(
        Map.of(), "ip", "-n", namespace(String.valueOf(pod)), "addr", "flush", "dev", "eth0");
    address(pod);
    names();
    startPod(pod);
  }

  /** The volume is lost. */
  void wipe(int pod) {
    Program.run(Map.of(), "rm", "-rf", folder.resolve("claim-" + pod).toString());
  }

  /** Pulls the cable of a pod's node. */
  void unplug(int pod) {
    Program.run(Map.of(), "ip", "link", "set", prefix + pod, "down");
  }

  void plug(int pod) {
    Program.run(Map.of(), "ip", "link", "set", prefix + pod, "up");
  }

  /** Runs a rendered command inside a container, as exec probes and hooks are run. */
  Program exec(int pod, String name, List<String> rendered) {
    List<String> command = new ArrayList<>(List.of("nsenter", "-t"));
    command.add(String.valueOf(first(process(pod, name))));
    command.addAll(List.of("-m", "-n", "-p", "-r", "-w", "env", "-i"));
    command.addAll(environment(pod, container(name)));
    String uid = set.text("spec.template.spec.securityContext.runAsUser");
    command.addAll(List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all"));
    command.addAll(List.of("--no-new-privs", "--reuid", uid, "--regid", uid, "--clear-groups"));
    command.addAll(rendered);
    return Program.run(Map.of(), command);
  }

  /** The command of a probe or hook: {@code readinessProbe}, {@code lifecycle.preStop}. */
  List<String> rendered(String name, String hook) {
    return container(name).list(hook + ".exec.command").stream().map(Node::text).toList();
  }

  boolean passes(int pod, String name, String probe) {
    return isRunning(pod, name) && exec(pod, name, rendered(name, probe)).status() == 0;
  }

  /** A command on a machine of its own that is in no pod. */
  List<String> client(String... command) {
    List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", namespace(CLIENT)));
    words.addAll(List.of(command));
    return words;
  }

  String log(int pod, String name) throws IOException {
    return Files.readString(folder.resolve(pod + "-" + name + ".log"));
  }

  /** The file of a pod's volume. */
  Path claim(int pod, String file) {
    return folder.resolve("claim-" + pod).resolve(file);
  }

  @Override
  public void close() throws IOException {
    network.outputWriter().close();
    try {
      network.waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Process process(int pod, String name) {
    return Objects.requireNonNull(containers.get(pod + name), "never started");
  }

  private Node container(String name) {
    return set.pod().list("containers").stream()
        .filter(container -> container.text("name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<String> environment(int pod, Node container) {
    List<String> variables = new ArrayList<>(List.of("PATH=/usr/local/bin:/usr/bin:/bin"));
    for (Node variable : container.list("env")) {
      boolean field = variable.at("valueFrom.fieldRef").exists();
      variables.add(
          variable.text("name") + "=" + (field ? set.name() + "-" + pod : variable.text("value")));
    }
    return variables;
  }

  /**
   * Where a volume lies: shared by all pods, with the claim, or in a folder that goes with the pod.
   */
  private Path volume(int pod, String name) throws IOException {
    Path shared = folder.resolve("shared").resolve(name);
    if (Files.exists(shared)) {
      return shared.toRealPath();
    }
    boolean claim =
        set.list("spec.volumeClaimTemplates").stream()
            .anyMatch(template -> template.name().equals(name));
    Path own = folder.resolve(claim ? "claim-" + pod : "pod-" + pod + "/" + name);
    Files.createDirectories(own);
    String uid = set.text("spec.template.spec.securityContext.fsGroup");
    Program.run(Map.of(), "chown", uid + ":" + uid, own.toString());
    return own;
  }

  private void address(int pod) {
    String address = "10.77.0." + addresses[pod] + "/24";
    Program.run(
        Map.of(),
        "ip",
        "-n",
        namespace(String.valueOf(pod)),
        "addr",
        "add",
        address,
        "dev",
        "eth0");
  }

  /** What a cluster's name server would say. Written in place: the files are mounted. */
  private void names() throws IOException {
    StringBuilder text = new StringBuilder("127.0.0.1 localhost\n");
    for (int pod = 0; pod < members(); pod++) {
      text.append("10.77.0.").append(addresses[pod]).append(' ').append(host(pod)).append('\n');
    }
    for (int pod = -1; pod < members(); pod++) {
      String name = pod < 0 ? CLIENT : String.valueOf(pod);
      Files.write(
          Path.of("/etc/netns", namespace(name), "hosts"),
          text.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private String namespace(String name) {
    return prefix + "-" + name;
  }

  /** Process 1 of a container, by its number outside. */
  private static long first(Process container) {
    return container
        .toHandle()
        .children()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the container has ended"))
        .pid();
  }

  private static String script(String name) {
    return SCRIPTS.resolve(name).toString();
  }

  /** Lets the user of the pods into a folder with secrets, as a kubelet does. */
  static void makeReadable(Path secrets) throws IOException {
    Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
