// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.backends;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Questions to the Redis and Sentinels of {@link RedisPods}, asked from outside the pods. */
final class RedisCluster implements AutoCloseable {

  static final String MASTER_NAME = "mymaster";
  static final Duration PATIENCE = Duration.ofSeconds(90);

  final RedisPods pods;
  private final @Nullable Path ca;
  private String password;
  private String sentinelPassword;

  /**
   * A cluster that is not started yet.
   *
   * @param sentinelPassword empty where the Sentinels ask for none
   * @param ca certificates of the authority; null for clear text
   */
  RedisCluster(RedisPods pods, String password, String sentinelPassword, @Nullable Path ca) {
    this.pods = pods;
    this.password = password;
    this.sentinelPassword = sentinelPassword;
    this.ca = ca;
  }

  void passwords(String redis, String sentinels) {
    password = redis;
    sentinelPassword = sentinels;
  }

  List<Integer> all() {
    return IntStream.range(0, pods.members()).boxed().toList();
  }

  List<Integer> others(int pod) {
    return all().stream().filter(other -> other != pod).toList();
  }

  /** The answer of a pod's Redis, or what the client says when there is none within 2 s. */
  String redis(int pod, String... command) {
    return cli(pods.host(pod), 6379, password, command);
  }

  String sentinel(int pod, String... command) {
    return cli(pods.host(pod), 26379, sentinelPassword, command);
  }

  /** What a client within the pod's own network would hear. */
  String redisWithin(int pod, String... command) {
    List<String> words = new ArrayList<>(List.of("timeout", "2", "redis-cli", "-h", "127.0.0.1"));
    words.addAll(List.of("--pass", password, "--no-auth-warning"));
    words.addAll(List.of(command));
    return pods.exec(pod, "redis", words).output().stripTrailing();
  }

  /** The pod that a Sentinel names as master; -1 where it names none. */
  int masterOf(int sentinel) {
    String answer = sentinel(sentinel, "sentinel", "get-master-addr-by-name", MASTER_NAME);
    return pods.hosts().indexOf(answer.lines().findFirst().orElse(""));
  }

  /** The pod that all Sentinels name; -1 while they do not agree. */
  int master() {
    Set<Integer> named = all().stream().map(this::masterOf).collect(Collectors.toSet());
    return named.size() == 1 ? named.iterator().next() : -1;
  }

  String role(int pod) {
    return redis(pod, "role").lines().findFirst().orElse("");
  }

  boolean isReplicaOf(int pod, int master) {
    String info = redis(pod, "info", "replication").replace("\r", "");
    return info.contains("role:slave\n")
        && info.contains("master_host:" + pods.host(master) + "\n")
        && info.contains("master_link_status:up\n");
  }

  boolean writes(int pod) {
    return redis(pod, "set", "probe", "x", "ex", "60").equals("OK");
  }

  /** One master that all agree on, the others its replicas, every Sentinel counting all of them. */
  boolean isHealthy() {
    int master = master();
    return master >= 0
        && role(master).equals("master")
        && others(master).stream().allMatch(pod -> isReplicaOf(pod, master))
        && all().stream().allMatch(this::countsAllSentinels);
  }

  boolean countsAllSentinels(int pod) {
    return sentinel(pod, "sentinel", "ckquorum", MASTER_NAME)
        .startsWith("OK " + pods.members() + " usable Sentinels.");
  }

  /** Starts what does not run and waits until all is as it should be; returns the master. */
  int heal() throws IOException {
    for (int pod : all()) {
      pods.plug(pod);
      pods.startPod(pod);
    }
    await("healthy", this::isHealthy);
    return master();
  }

  /** Waits until something holds; returns the seconds that it took. */
  double await(String what, BooleanSupplier holds) {
    long began = System.nanoTime();
    while (!holds.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .as(() -> "waiting for: " + what + "\n" + state())
          .isLessThan(PATIENCE);
      pause(100);
    }
    return seconds(began);
  }

  static double seconds(long since) {
    return Math.round((System.nanoTime() - since) / 1e8) / 10.0;
  }

  static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Override
  public void close() throws IOException {
    pods.close();
  }

  private String state() {
    StringBuilder text = new StringBuilder();
    for (int pod : all()) {
      text.append(pods.host(pod)).append(": ").append(role(pod));
      text.append(", its Sentinel names ").append(masterOf(pod)).append('\n');
      for (String container : List.of("redis", "sentinel")) {
        text.append(tail(pod, container));
      }
    }
    return text.toString();
  }

  private String tail(int pod, String container) {
    try {
      List<String> lines = pods.log(pod, container).lines().toList();
      return lines.stream()
          .skip(Math.max(0, lines.size() - 12))
          .map(line -> "  " + container + ": " + line + "\n")
          .collect(Collectors.joining());
    } catch (IOException never) {
      return "  " + container + ": never started\n";
    }
  }

  private String cli(String host, int port, String secret, String... command) {
    List<String> words =
        pods.client("timeout", "2", "redis-cli", "-h", host, "-p", String.valueOf(port));
    if (ca != null) {
      words.addAll(List.of("--tls", "--cacert", ca.toString()));
    }
    words.addAll(List.of(command));
    Map<String, String> login = secret.isEmpty() ? Map.of() : Map.of("REDISCLI_AUTH", secret);
    return Program.run(login, words).output().stripTrailing();
  }
}
