// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import io.github.cdk8s.stackstorm.k8s.Storage;
import io.github.cdk8s.stackstorm.k8s.Tls;
import io.github.cdk8s.stackstorm.redis.RedisSentinel;
import io.github.cdk8s.stackstorm.redis.RedisSentinelProps;
import io.github.cdk8s.stackstorm.support.Synthesis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS, a password of the Sentinels, passwords of any characters, and new ones in their place. */
@Tag("backends")
class RedisSentinelOptionsTest {

  private static final String ALL_PRINTABLE =
      IntStream.rangeClosed(' ', '~')
          .mapToObj(character -> String.valueOf((char) character))
          .collect(Collectors.joining());
  private static final String BACKWARDS = new StringBuilder(ALL_PRINTABLE).reverse().toString();

  @TempDir private Path folder;

  @Test
  void withTlsAndPasswordsOfAllPrintableCharactersTheyElectAndTakeOverNewPasswords()
      throws Exception {
    Path passwords = Files.createDirectory(folder.resolve("redis"));
    secret(passwords, ALL_PRINTABLE, BACKWARDS);
    Path certificate = Files.createDirectory(folder.resolve("redis-cert"));
    RedisSentinelProps props =
        RedisSentinelProps.builder()
            .sentinelPassword("sentinel-password")
            .tls(Tls.existing(SecretRef.named("redis-cert")))
            .build();
    String yaml = Synthesis.chart(chart -> new RedisSentinel(chart, "redis", props));
    RedisPods pods =
        new RedisPods("o", yaml, Map.of("redis", passwords, "redis-cert", certificate));
    certify(certificate, pods.hosts());
    try (RedisCluster cluster =
        new RedisCluster(pods, ALL_PRINTABLE, BACKWARDS, certificate.resolve("ca.crt"))) {
      int master = cluster.heal();
      assertThat(cluster.redis(master, "set", "kept", "before")).isEqualTo("OK");
      assertThat(inClear(cluster, master)).doesNotContain("PONG");
      cluster.pods.kill(master, "redis");
      Figures.record(
          "redis.tls.newMasterSeconds",
          cluster.await(
              "another master", () -> cluster.master() != master && cluster.master() >= 0));
      cluster.heal();

      secret(passwords, BACKWARDS, ALL_PRINTABLE);
      assertThat(probesPass(cluster)).as("before the servers know the new ones").isTrue();
      for (String step : List.of("accept", "use", "forget")) {
        for (int pod : cluster.all()) {
          Program rotated =
              pods.exec(pod, "redis", List.of("sh", "/opt/redis-scripts/rotate.sh", step));
          assertThat(rotated.status()).as("%s in %d: %s", step, pod, rotated.output()).isZero();
        }
      }
      assertThat(cluster.redis(cluster.all().get(0), "ping")).startsWith("AUTH failed: WRONGPASS");
      cluster.passwords(BACKWARDS, ALL_PRINTABLE);
      assertThat(cluster.isHealthy()).as("with the new ones").isTrue();
      assertThat(probesPass(cluster)).as("with the new ones").isTrue();

      int restarted = cluster.others(cluster.master()).get(0);
      cluster.pods.destroy(restarted);
      cluster.pods.replace(restarted);
      int last = cluster.heal();
      assertThat(cluster.redis(last, "get", "kept")).isEqualTo("before");
    }
  }

  @Test
  void oneMemberServesByItself() throws Exception {
    Path passwords = Files.createDirectory(folder.resolve("redis"));
    secret(passwords, "alone", "");
    RedisSentinelProps props =
        RedisSentinelProps.builder()
            .members(1)
            .storage(Storage.claim(Quantity.gibibytes(1)))
            .build();
    String yaml = Synthesis.chart(chart -> new RedisSentinel(chart, "redis", props));
    try (RedisCluster cluster =
        new RedisCluster(new RedisPods("s", yaml, Map.of("redis", passwords)), "alone", "", null)) {
      cluster.heal();
      assertThat(cluster.redis(0, "set", "kept", "before")).isEqualTo("OK");
      assertThat(probesPass(cluster)).isTrue();
      cluster.pods.destroy(0);
      cluster.pods.replace(0);
      cluster.heal();
      assertThat(cluster.redis(0, "get", "kept")).isEqualTo("before");
    }
  }

  private static boolean probesPass(RedisCluster cluster) {
    return cluster.all().stream()
        .allMatch(
            pod ->
                List.of("redis", "sentinel").stream()
                    .allMatch(
                        container ->
                            cluster.pods.passes(pod, container, "livenessProbe")
                                && cluster.pods.passes(pod, container, "readinessProbe")));
  }

  private static String inClear(RedisCluster cluster, int pod) {
    List<String> command =
        cluster.pods.client("timeout", "2", "redis-cli", "-h", cluster.pods.host(pod), "ping");
    return Program.run(Map.of(), command).output();
  }

  /** A Secret as a kubelet shows it; written over when it changes. */
  private static void secret(Path folder, String redis, String sentinels) throws IOException {
    Files.writeString(folder.resolve("password"), redis);
    if (!sentinels.isEmpty()) {
      Files.writeString(folder.resolve("sentinel-password"), sentinels);
    }
    RedisPods.makeReadable(folder);
  }

  /** A Secret of type kubernetes.io/tls with ca.crt, for all names of the members. */
  private static void certify(Path folder, List<String> hosts) throws IOException {
    String names = hosts.stream().map(host -> "DNS:" + host).collect(Collectors.joining(","));
    Files.writeString(folder.resolve("san"), "subjectAltName=" + names + ",DNS:localhost\n");
    String script =
        """
        set -e
        openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=test-ca -keyout ca.key -out ca.crt
        openssl req -newkey rsa:2048 -nodes -subj /CN=redis -keyout tls.key -out tls.csr
        openssl x509 -req -in tls.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile san -out tls.crt
        chmod 644 tls.key
        """;
    Program.check(Map.of(), "sh", "-c", "cd '" + folder + "'; " + script);
    RedisPods.makeReadable(folder);
  }
}
