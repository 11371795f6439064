// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.backends;

import io.github.cdk8s.stackstorm.support.Manifests;
import io.github.cdk8s.stackstorm.support.Manifests.Node;
import io.github.cdk8s.stackstorm.support.Shell;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A pod of the synthesized StatefulSet without a kubelet: its containers run with the rendered
 * command, variables, mounts, user and read-only root, in namespaces of their own for network,
 * mounts, processes and host name.
 */
final class RabbitMember {

  private static final String UID = "999";
  private static final int EMPTY_DIR = 02777;

  private final Manifests manifests;
  private final Node spec;
  private final String name;
  private final String networkNamespace;
  private final Path folder;
  private final String path;
  private @Nullable Process container;

  /**
   * A pod that does not run yet.
   *
   * @param ordinal its number in the StatefulSet
   * @param path value of PATH in the containers: where Debian keeps what the image has
   */
  RabbitMember(Manifests manifests, int ordinal, String networkNamespace, Path folder, String path)
      throws IOException {
    this.manifests = manifests;
    this.spec = manifests.kind("StatefulSet").get(0).pod();
    this.name = manifests.kind("StatefulSet").get(0).name() + "-" + ordinal;
    this.networkNamespace = networkNamespace;
    this.folder = Files.createDirectories(folder.resolve(name)).toAbsolutePath();
    this.path = path;
  }

  String name() {
    return name;
  }

  /** Makes the pod anew: only the claims are those of before. */
  void create(Map<String, Map<String, String>> secrets) throws IOException {
    for (Node volume : spec.list("volumes")) {
      Path here = volume(volume.text("name"));
      Shell.run("rm", "-rf", here.toString());
      Files.createDirectories(here);
      if (volume.at("configMap").exists()) {
        write(here, manifests.one("ConfigMap", volume.text("configMap.name")).map("data"), "444");
      } else if (volume.at("secret").exists()) {
        Map<String, String> secret = secrets.get(volume.text("secret.secretName"));
        Map<String, Object> files = new TreeMap<>();
        for (Node item : volume.list("secret.items")) {
          files.put(item.text("path"), secret.get(item.text("key")));
        }
        write(here, files, "440");
      } else {
        Shell.run("chmod", Integer.toOctalString(EMPTY_DIR), here.toString());
      }
    }
    Path data = Files.createDirectories(volume("data"));
    Shell.run("chown", "0:" + UID, data.toString());
    Shell.run("chmod", "2775", data.toString());
    for (Node init : spec.list("initContainers")) {
      Shell.Result result = await(launch(init), Duration.ofMinutes(1));
      if (result.status() != 0) {
        throw new IllegalStateException(init.text("name") + ": " + result.output());
      }
    }
  }

  /** Starts the container, or starts it again: nothing of the pod is made anew. */
  void start() throws IOException {
    container = launch(spec.at("containers.0"));
  }

  /** Kills all processes of the container at once. */
  void kill() throws InterruptedException {
    Process running = running();
    first().ifPresent(ProcessHandle::destroyForcibly);
    running.waitFor();
  }

  /** What the kubelet does with a pod that is deleted: the preStop hook, then SIGTERM. */
  Shell.Result delete() throws InterruptedException {
    Shell.Result hook =
        exec(strings(spec.list("containers.0.lifecycle.preStop.exec.command")), 300);
    terminate();
    return hook;
  }

  /** SIGTERM, and the end that follows. */
  void terminate() throws InterruptedException {
    Process running = running();
    first().ifPresent(handle -> Shell.run("kill", "-TERM", String.valueOf(handle.pid())));
    if (!running.waitFor(120, TimeUnit.SECONDS)) {
      throw new IllegalStateException(name + " did not end on SIGTERM");
    }
  }

  /** Whether clients can connect. */
  boolean listens() {
    List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", networkNamespace));
    command.addAll(List.of("timeout", "5", "bash", "-c", "</dev/tcp/127.0.0.1/5672"));
    return Shell.result(command).status() == 0;
  }

  boolean isRunning() {
    return container != null && container.isAlive();
  }

  /**
   * Whether the disk holds the name of a quorum queue. Raft's library writes names down some
   * seconds after it has made a queue, and a member that is killed before then has forgotten its
   * messages.
   */
  boolean hasWrittenDown(String queue) {
    List<String> command = List.of("grep", "-rqa", "--include=names.dets", "%2F_" + queue);
    List<String> whole = new ArrayList<>(command);
    whole.add(volume("data").toString());
    return Shell.result(whole).status() == 0;
  }

  /** Runs the command of a probe with its own time limit, times the machine's slowness. */
  boolean probe(String kind) {
    Node probe = spec.at("containers.0." + kind);
    int timeout = probe.number("timeoutSeconds") * 3;
    return exec(strings(probe.list("exec.command")), timeout).status() == 0;
  }

  /** Runs a command in the container, as {@code kubectl exec} does. */
  Shell.Result exec(List<String> command, int seconds) {
    List<String> whole = new ArrayList<>(List.of("timeout", String.valueOf(seconds)));
    whole.addAll(
        List.of("nsenter", "-t", String.valueOf(first().orElseThrow().pid()), "-n", "-m", "-p"));
    whole.addAll(List.of("-u", "--"));
    whole.addAll(asUser(spec.at("containers.0"), command));
    return Shell.result(whole);
  }

  /** What the container has printed. */
  String log() throws IOException {
    return Files.readString(logFile());
  }

  private Process launch(Node container) throws IOException {
    Path script = folder.resolve(container.text("name") + ".sh");
    Files.writeString(script, script(container));
    List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", networkNamespace));
    command.addAll(
        List.of("unshare", "--mount", "--pid", "--uts", "--fork", "--kill-child", "--mount-proc"));
    command.addAll(List.of("sh", script.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
        .start();
  }

  private String script(Node container) {
    List<String> lines = new ArrayList<>(List.of("set -eu", "mount --make-rprivate /"));
    // where the image has folders to mount into, and Debian may not
    List<String> made = List.of("/etc/rabbitmq", "/opt", "/run");
    made.forEach(folder -> lines.add("mount -t tmpfs none " + folder));
    container.list("volumeMounts").stream()
        // the sources may lie in /tmp
        .sorted(Comparator.comparing(mount -> mount.text("mountPath").equals("/tmp")))
        .forEach(mount -> mount(lines, mount));
    made.forEach(folder -> lines.add("mount -o remount,ro " + folder));
    lines.add("mount -o remount,bind,ro /");
    lines.add("hostname " + name);
    List<String> command = new ArrayList<>(strings(container.list("command")));
    lines.add(
        "exec "
            + asUser(container, command).stream()
                .map(Shell::quoted)
                .collect(Collectors.joining(" ")));
    return String.join("\n", lines) + "\n";
  }

  private void mount(List<String> lines, Node mount) {
    String target = mount.text("mountPath");
    Path source = volume(mount.text("name"));
    if (mount.at("subPath").exists()) {
      source = source.resolve(mount.text("subPath"));
      lines.add("mkdir -p " + Path.of(target).getParent());
      lines.add("touch " + target);
    } else {
      lines.add("mkdir -p " + target);
    }
    lines.add("mount --bind " + source + " " + target);
    if (Boolean.TRUE.equals(mount.at("readOnly").value())) {
      lines.add("mount -o remount,bind,ro " + target);
    }
  }

  private List<String> asUser(Node container, List<String> command) {
    List<String> whole =
        new ArrayList<>(List.of("setpriv", "--reuid", UID, "--regid", UID, "--clear-groups"));
    whole.addAll(List.of("--no-new-privs", "--bounding-set=-all", "env", "-i", "PATH=" + path));
    Map<String, String> values = new TreeMap<>();
    for (Node variable : container.list("env")) {
      String value = variable.at("value").exists() ? variable.text("value") : name;
      for (Map.Entry<String, String> earlier : values.entrySet()) {
        value = value.replace("$(" + earlier.getKey() + ")", earlier.getValue());
      }
      values.put(variable.text("name"), value);
    }
    values.forEach((key, value) -> whole.add(key + "=" + value));
    whole.addAll(command);
    return whole;
  }

  private Shell.Result await(Process process, Duration limit) {
    try {
      if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      return new Shell.Result(process.waitFor(), Files.readString(logFile()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private Process running() {
    if (container == null) {
      throw new IllegalStateException(name + " was never started");
    }
    return container;
  }

  /** Process 1 of the container. */
  private Optional<ProcessHandle> first() {
    return running().children().findFirst();
  }

  private Path volume(String volume) {
    return folder.resolve("volume-" + volume);
  }

  private Path logFile() {
    return folder.resolve("log.txt");
  }

  private static void write(Path folder, Map<String, Object> files, String mode)
      throws IOException {
    for (Map.Entry<String, Object> file : files.entrySet()) {
      Path here = folder.resolve(file.getKey());
      Files.writeString(here, String.valueOf(file.getValue()));
      Shell.run("chown", "0:" + UID, here.toString());
      Shell.run("chmod", mode, here.toString());
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static List<String> strings(List<Node> nodes) {
    return nodes.stream().map(Node::text).toList();
  }
}
