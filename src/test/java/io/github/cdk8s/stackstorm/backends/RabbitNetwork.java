// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.backends;

import io.github.cdk8s.stackstorm.support.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Hosts on a switch: network namespaces whose cables end in a bridge, which has a namespace of its
 * own, so that nothing reaches the machine's network. A janitor of its own process group waits for
 * the end of this JVM, by {@code kill -9} too, and removes everything with all processes inside.
 */
final class RabbitNetwork {

  private final String prefix = "rmq" + ProcessHandle.current().pid();
  private final List<String> hosts;
  private final Process janitor;

  /**
   * Makes the namespaces.
   *
   * @param hosts their DNS names; the first gets the address 10.93.7.1
   * @param folder where the janitor's script may lie
   */
  RabbitNetwork(List<String> hosts, Path folder) throws IOException {
    this.hosts = List.copyOf(hosts);
    janitor = janitor(folder);
    Shell.run("ip", "netns", "add", prefix + "s");
    inSwitch("ip", "link", "add", "br0", "type", "bridge");
    inSwitch("ip", "link", "set", "br0", "up");
    String names =
        "127.0.0.1 localhost\n"
            + String.join(
                "",
                IntStream.range(0, hosts.size())
                    .mapToObj(i -> address(i) + " " + hosts.get(i) + "\n")
                    .toList());
    for (int i = 0; i < hosts.size(); i++) {
      Path etc = Files.createDirectories(Path.of("/etc/netns", namespace(i)));
      Files.writeString(etc.resolve("hosts"), names);
      Files.writeString(etc.resolve("resolv.conf"), "nameserver 127.0.0.1\n");
      Shell.run("ip", "netns", "add", namespace(i));
      inSwitch(
          "ip",
          "link",
          "add",
          port(i),
          "type",
          "veth",
          "peer",
          "name",
          "eth0",
          "address",
          mac(i),
          "netns",
          namespace(i));
      inSwitch("ip", "link", "set", port(i), "up");
      inside(i, "ip", "link", "set", "lo", "up");
      inside(i, "ip", "address", "add", address(i) + "/24", "dev", "eth0");
      inside(i, "ip", "link", "set", "eth0", "up");
      plug(i);
    }
    for (int i = 0; i < hosts.size(); i++) {
      for (int other = 0; other < hosts.size(); other++) {
        if (other != i) {
          // packets to a host that is gone vanish, as they do behind a router, and no error comes
          // back
          inside(
              i,
              "ip",
              "neigh",
              "add",
              address(other),
              "lladdr",
              mac(other),
              "dev",
              "eth0",
              "nud",
              "permanent");
        }
      }
    }
  }

  /** The namespace of a host. */
  String namespace(int host) {
    return prefix + "h" + host;
  }

  /** Pulls the cable of a host at the switch: no packet comes or goes, and nobody is told. */
  void unplug(int host) {
    inSwitch("ip", "link", "set", port(host), "nomaster");
  }

  void plug(int host) {
    inSwitch("ip", "link", "set", port(host), "master", "br0");
  }

  /** Kills what runs on the hosts, and removes them. */
  void close() throws IOException, InterruptedException {
    janitor.getOutputStream().close();
    janitor.waitFor();
  }

  private Process janitor(Path folder) throws IOException {
    List<String> namespaces = new ArrayList<>();
    IntStream.range(0, hosts.size()).mapToObj(this::namespace).forEach(namespaces::add);
    namespaces.add(prefix + "s");
    Path script = folder.resolve("janitor.sh");
    Files.writeString(
        script,
        """
        cat >/dev/null
        for namespace in %s; do
          for try in 1 2 3 4 5; do
            pids=$(ip netns pids "$namespace" 2>/dev/null)
            [ -n "$pids" ] || break
            kill -9 $pids 2>/dev/null
            sleep 0.2
          done
          ip netns del "$namespace" 2>/dev/null
          rm -rf "/etc/netns/$namespace"
        done
        rmdir /etc/netns 2>/dev/null
        exit 0
        """
            .formatted(String.join(" ", namespaces)));
    return new ProcessBuilder("setsid", "sh", script.toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private void inSwitch(String... command) {
    in(prefix + "s", command);
  }

  private void inside(int host, String... command) {
    in(namespace(host), command);
  }

  private static void in(String namespace, String... command) {
    List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    whole.addAll(List.of(command));
    Shell.run(whole.toArray(String[]::new));
  }

  private static String address(int host) {
    return "10.93.7." + (host + 1);
  }

  private static String mac(int host) {
    return "02:00:00:00:07:0" + (host + 1);
  }

  private static String port(int host) {
    return "port" + host;
  }
}
