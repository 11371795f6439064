// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster.harness;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.github.cdk8s.stackstorm.support.Manifests.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A control plane of a cluster: etcd, an API server, and, unless only that is wanted, the
 * controller manager, the scheduler and kwok, which plays the kubelet of the nodes that carry its
 * annotation ({@link #SIMULATED}) and leaves all others alone. Its files and logs lie in {@code
 * target/cluster/<name>}; logs stay there.
 */
public final class ControlPlane implements AutoCloseable {

  /** Annotation of the nodes that kwok plays. */
  public static final String SIMULATED = "kwok.x-k8s.io/node";

  private static final Path FOLDERS = Path.of("target/cluster").toAbsolutePath();
  private static final Duration READY = Duration.ofSeconds(90);
  private static final int ATTEMPTS = 3;

  private final ControlPlaneOptions options;
  private final Path folder;
  private final Pki pki;
  private final String token = UUID.randomUUID().toString();
  private final Map<String, Daemon> daemons = new LinkedHashMap<>();
  private int port;

  private ControlPlane(ControlPlaneOptions options) {
    this.options = options;
    this.folder = FOLDERS.resolve(options.name());
    try {
      deleteTree(folder);
      Files.createDirectories(folder.resolve("logs"));
      Files.writeString(folder.resolve("tokens.csv"), token + ",admin,admin,system:masters\n");
      try (var stages = ControlPlane.class.getResourceAsStream("/cluster/stages.yaml")) {
        Files.copy(stages, folder.resolve("stages.yaml"));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    this.pki = Pki.create(folder, options.addresses());
  }

  /** Starts a control plane and waits until it answers. */
  public static ControlPlane start(ControlPlaneOptions options) {
    ControlPlane plane = new ControlPlane(options);
    for (int attempt = 1; ; attempt++) {
      try {
        plane.startAll();
        return plane;
      } catch (RuntimeException | AssertionError failure) {
        plane.close();
        // Another process may have taken one of the ports in between.
        if (attempt == ATTEMPTS) {
          throw failure;
        }
      }
    }
  }

  private void startAll() {
    List<Integer> ports = Ports.free(3);
    port = ports.get(0);
    String etcd = "http://127.0.0.1:" + ports.get(1);
    ControlPlaneCommands commands = new ControlPlaneCommands(options, folder, pki);
    run("etcd", commands.etcd(etcd, "http://127.0.0.1:" + ports.get(2)));
    run("kube-apiserver", commands.apiServer(port, etcd));
    Kubeconfig.write(kubeconfig(), server(), pki.certificate(), token);
    Api api = api();
    Wait.until(
        READY,
        "the API server is ready",
        () -> {
          failIfOneEnded();
          return api.isReady() ? "" : "no answer yet";
        });
    if (options.controllers()) {
      run("kube-controller-manager", commands.controllerManager(kubeconfig()));
      run("kube-scheduler", commands.scheduler(kubeconfig()));
      run("kwok", commands.kwok(kubeconfig()));
    }
  }

  private void run(String program, List<String> command) {
    daemons.put(
        program, Daemon.start(program, folder.resolve("logs/" + program + ".log"), command));
  }

  /** Fails with the last words of a component that has ended by itself. */
  public void failIfOneEnded() {
    for (Daemon daemon : daemons.values()) {
      if (!daemon.isAlive()) {
        throw new IllegalStateException(daemon.name() + " has ended. " + daemon.lastWords());
      }
    }
  }

  public Path folder() {
    return folder;
  }

  /** Of an administrator; paths in it are absolute. */
  public Path kubeconfig() {
    return folder.resolve("kubeconfig");
  }

  /** The API server's URL on this machine. */
  public String server() {
    return "https://127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  /** What the API server calls itself, {@code v1.34.4}. */
  public String version() {
    return new Node(Serialization.unmarshal(api().get("/version").body(), Map.class))
        .text("gitVersion");
  }

  /** Of an administrator. */
  public String token() {
    return token;
  }

  /** Its own authority, PEM. */
  public Path certificate() {
    return pki.certificate();
  }

  /** A component by the name of its program. */
  public Daemon component(String program) {
    return daemons.get(program);
  }

  /** The API server's HTTP interface as an administrator, for what the client library hides. */
  public Api api() {
    return api(token);
  }

  /** The same for the bearer of another token. */
  public Api api(String bearer) {
    return new Api(server(), bearer, pki.trusting());
  }

  /** A new client of an administrator; the caller closes it. */
  public KubernetesClient newClient() {
    return newClient(token);
  }

  /** A new client for the bearer of another token; the caller closes it. */
  public KubernetesClient newClient(String bearer) {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(io.fabric8.kubernetes.client.Config.empty())
                .withMasterUrl(server())
                .withCaCertFile(pki.certificate().toString())
                .withOauthToken(bearer)
                .withNamespace("default")
                .withRequestTimeout(60_000)
                .withConnectionTimeout(30_000)
                .build())
        .build();
  }

  /** Runs kubectl of the typed version as an administrator. */
  public Commands.Result kubectl(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Binaries.of("kube-typed", "kubectl").toString());
    command.add("--kubeconfig=" + kubeconfig());
    command.addAll(List.of(arguments));
    return Commands.attempt(command, Map.of("HOME", folder.toString()));
  }

  /** Ends all components, the youngest first. Logs stay, data does not. */
  @Override
  public void close() {
    List<Daemon> all = new ArrayList<>(daemons.values());
    for (int i = all.size() - 1; i >= 0; i--) {
      all.get(i).close();
    }
    daemons.clear();
    deleteTree(folder.resolve("etcd"));
  }

  private static void deleteTree(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot clear " + root, failure);
    }
  }

  @Override
  public String toString() {
    return options.name() + " at " + server();
  }
}
