// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.redis.RedisEndpoint;
import io.github.cdk8s.stackstorm.redis.RedisSentinel;
import io.github.cdk8s.stackstorm.support.Synthesis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three members on real servers, as they are rendered when nothing is said: what happens to them,
 * and what they do about it. Each test begins with all of them well, whatever the one before did.
 */
@Tag("backends")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisSentinelFailuresTest {

  private static final String PASSWORD = "only-un.reserved_characters~0";

  /** What the issue allows for a new master. */
  private static final double FAILOVER_SECONDS = 15;

  /** min-replicas-max-lag, and what Redis may round and be late. */
  private static final double CUT_OFF_WINDOW_SECONDS = 13;

  private final RedisCluster cluster;
  private final String url;
  private int master;
  private boolean started;

  RedisSentinelFailuresTest(@TempDir Path secrets) throws IOException {
    List<RedisEndpoint> offered = new ArrayList<>();
    String yaml =
        Synthesis.chart(chart -> offered.add(new RedisSentinel(chart, "redis").endpoint()));
    url = offered.get(0).url(":" + PASSWORD + "@", null);
    Files.writeString(secrets.resolve("password"), PASSWORD + "\n");
    RedisPods.makeReadable(secrets);
    RedisPods pods = new RedisPods("f", yaml, Map.of("redis", secrets));
    cluster = new RedisCluster(pods, PASSWORD, "", null);
  }

  /** The first start is timed with whichever test comes first. */
  @BeforeEach
  void allIsWell() throws IOException {
    long began = System.nanoTime();
    master = cluster.heal();
    if (!started) {
      started = true;
      Figures.record("redis.firstStart.seconds", RedisCluster.seconds(began));
      assertThat(master).as("the first master").isZero();
    }
    assertThat(cluster.redis(master, "set", "kept", "before")).isEqualTo("OK");
    assertThat(cluster.redis(master, "wait", "2", "5000")).isEqualTo("2");
  }

  @AfterEach
  void nothingWasLostAndNoSentinelIsAGhost() throws IOException {
    int last = cluster.heal();
    assertThat(cluster.redis(last, "get", "kept")).isEqualTo("before");
  }

  @AfterAll
  void remove() throws IOException {
    cluster.close();
  }

  @Test
  void probesTellAStartedMember() {
    for (int pod : cluster.all()) {
      for (String container : List.of("redis", "sentinel")) {
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
          assertThat(cluster.pods.passes(pod, container, probe))
              .as("%s of %s in pod %d", probe, container, pod)
              .isTrue();
        }
      }
    }
  }

  @Test
  void aKilledMasterIsReplacedAndReturnsAsReplica() throws Exception {
    try (Python writer = writer()) {
      cluster.pods.kill(master, "redis");
      double seconds = awaitOtherMaster(master);
      Figures.record("redis.masterKilled.newMasterSeconds", seconds);
      assertThat(seconds).isLessThan(FAILOVER_SECONDS);
      int next = cluster.masterOf(cluster.others(master).get(0));
      cluster.pods.start(master, "redis");
      cluster.await("the killed one is a replica", () -> cluster.isReplicaOf(master, next));
      record("redis.masterKilled", writer.finish());
    }
  }

  @Test
  void aMasterThatIsBackBeforeAnyoneMissedItKeepsItsRoleAndData() throws Exception {
    cluster.pods.kill(master, "redis");
    cluster.pods.start(master, "redis");
    cluster.await("healthy", cluster::isHealthy);
    assertThat(cluster.redis(cluster.master(), "get", "kept")).isEqualTo("before");
  }

  @Test
  void aDeletedPodOfTheMasterIsReplacedAndReturnsUnderAnotherAddress() throws Exception {
    cluster.pods.destroy(master);
    double seconds = awaitOtherMaster(master);
    Figures.record("redis.masterPodDeleted.newMasterSeconds", seconds);
    assertThat(seconds).isLessThan(FAILOVER_SECONDS);
    int next = cluster.masterOf(cluster.others(master).get(0));
    cluster.pods.replace(master);
    cluster.await("the new pod is a replica", () -> cluster.isReplicaOf(master, next));
  }

  @Test
  void aMasterThatLostItsVolumeDoesNotTakeTheOthersData() throws Exception {
    cluster.pods.destroy(master);
    cluster.pods.wipe(master);
    cluster.pods.replace(master);
    double seconds = awaitOtherMaster(master);
    Figures.record("redis.masterVolumeLost.newMasterSeconds", seconds);
    int next = cluster.masterOf(cluster.others(master).get(0));
    cluster.await("the empty one is a replica", () -> cluster.isReplicaOf(master, next));
    assertThat(cluster.redis(master, "get", "kept")).isEqualTo("before");
    assertThat(cluster.pods.log(master, "redis")).contains("named as master without data");
  }

  @Test
  void aMasterThatIsCutOffStopsTakingWritesAndFollowsWhenItIsBack() throws Exception {
    long cut = System.nanoTime();
    cluster.pods.unplug(master);
    CompletableFuture<Double> lastWrite = CompletableFuture.supplyAsync(() -> lastWrite(cut));
    double seconds = awaitOtherMaster(master);
    Figures.record("redis.masterCutOff.newMasterSeconds", seconds);
    assertThat(seconds).isLessThan(FAILOVER_SECONDS);
    int next = cluster.masterOf(cluster.others(master).get(0));
    cluster.await("the new master takes writes", () -> cluster.writes(next));
    double last = lastWrite.get();
    Figures.record("redis.masterCutOff.lastWriteTakenSeconds", last);
    assertThat(last).isLessThan(CUT_OFF_WINDOW_SECONDS);
    assertThat(cluster.redisWithin(master, "set", "probe", "x")).startsWith("NOREPLICAS");
    cluster.pods.plug(master);
    long plugged = System.nanoTime();
    while (!cluster.isReplicaOf(master, next)) {
      assertThat(cluster.redisWithin(master, "set", "probe", "x"))
          .as("a write to the former master")
          .isNotEqualTo("OK");
      assertThat(RedisCluster.seconds(plugged))
          .isLessThan((double) RedisCluster.PATIENCE.toSeconds());
    }
    Figures.record("redis.masterCutOff.followsAfterSeconds", RedisCluster.seconds(plugged));
  }

  @Test
  void allSixProcessesAreKilledAndStartInAnyOrder() throws Exception {
    List<String> processes = new ArrayList<>();
    for (int pod : cluster.all()) {
      cluster.pods.kill(pod, "redis");
      cluster.pods.kill(pod, "sentinel");
      processes.add(pod + "redis");
      processes.add(pod + "sentinel");
    }
    long seed = System.nanoTime();
    Collections.shuffle(processes, new Random(seed));
    long began = System.nanoTime();
    for (String process : processes) {
      cluster.pods.start(process.charAt(0) - '0', process.substring(1));
      RedisCluster.pause(200);
    }
    cluster.await("healthy", cluster::isHealthy);
    Figures.record("redis.allKilled.healthySeconds", RedisCluster.seconds(began));
    assertThat(cluster.master()).as("order %s", processes).isEqualTo(master);
    assertThat(cluster.redis(master, "get", "kept")).isEqualTo("before");
  }

  @Test
  void withTwoOfThreeLostWritesAreRefusedUntilTheyAreBack() throws Exception {
    for (int pod : cluster.others(master)) {
      cluster.pods.destroy(pod);
    }
    double seconds =
        cluster.await(
            "writes refused",
            () -> cluster.redis(master, "set", "probe", "x").startsWith("NOREPLICAS"));
    Figures.record("redis.twoLost.writesRefusedSeconds", seconds);
    assertThat(cluster.redis(master, "get", "kept")).isEqualTo("before");
    assertThat(cluster.pods.passes(master, "redis", "livenessProbe")).isTrue();
    for (int pod : cluster.others(master)) {
      cluster.pods.replace(pod);
    }
    cluster.await("writes taken", () -> cluster.writes(master));
    assertThat(cluster.master()).isEqualTo(master);
  }

  @Test
  void aReplicaWithoutItsMasterIsAliveAndNotReady() throws Exception {
    int replica = cluster.others(master).get(0);
    cluster.pods.kill(master, "redis");
    assertThat(cluster.pods.passes(replica, "redis", "readinessProbe")).isFalse();
    assertThat(cluster.pods.passes(replica, "redis", "livenessProbe")).isTrue();
  }

  @Test
  void aLockThatStackStormHoldsIsHeldAcrossAFailover() throws Exception {
    try (Python lock = python("redis_lock.py", url)) {
      assertThat(lock.line()).isEqualTo("connected");
      assertThat(lock.ask("acquire")).isEqualTo("True");
      assertThat(lock.ask("steal")).isEqualTo("False");
      cluster.await("replicated", () -> cluster.redis(master, "wait", "2", "1000").equals("2"));
      cluster.pods.kill(master, "redis");
      String[] answer = lock.ask("try-for-30s").split(" ", -1);
      Figures.record("redis.masterKilled.toozAnswersAfterSeconds", Double.valueOf(answer[1]));
      assertThat(answer[0]).as("taken by another after the failover").isEqualTo("False");
      assertThat(lock.ask("release")).isEqualTo("True");
      assertThat(lock.ask("steal")).isEqualTo("True");
    }
  }

  @Test
  void aMasterThatIsToldToEndHandsOverFirstAndLosesNothing() throws Exception {
    try (Python writer = writer()) {
      long began = System.nanoTime();
      CompletableFuture<Program> outlast = CompletableFuture.supplyAsync(() -> preStop("sentinel"));
      Program handOver = preStop("redis");
      double seconds = RedisCluster.seconds(began);
      assertThat(handOver.status()).as(handOver.output()).isZero();
      assertThat(handOver.output()).contains("handed over to ");
      int next = cluster.masterOf(master);
      assertThat(next).isNotEqualTo(master);
      assertThat(outlast).as("the Sentinel outlasts its Redis").isNotDone();
      cluster.pods.signal(master, "redis", "TERM");
      cluster.pods.awaitEnd(master, "redis");
      assertThat(outlast.get().status()).isZero();
      cluster.pods.signal(master, "sentinel", "TERM");
      cluster.pods.awaitEnd(master, "sentinel");
      Figures.record("redis.handOver.newMasterSeconds", seconds);
      Figures.record("redis.handOver.podEndedSeconds", RedisCluster.seconds(began));
      cluster.await("writes taken", () -> cluster.writes(next));
      String[] written = writer.finish();
      record("redis.handOver", written);
      assertThat(written[1]).as("acknowledged writes that were lost").isEqualTo("0");
    }
  }

  private Program preStop(String container) {
    return cluster.pods.exec(
        master, container, cluster.pods.rendered(container, "lifecycle.preStop"));
  }

  /** Waits until the Sentinels of all other pods name another pod than this. */
  private double awaitOtherMaster(int lost) {
    List<Integer> others = cluster.others(lost);
    return cluster.await(
        "another master",
        () -> {
          int named = cluster.masterOf(others.get(0));
          return named >= 0
              && named != lost
              && cluster.masterOf(others.get(1)) == named
              && cluster.role(named).equals("master");
        });
  }

  /** Seconds after which a client beside a master that is cut off succeeded for the last time. */
  private double lastWrite(long cut) {
    double last = 0;
    while (RedisCluster.seconds(cut) < 2 * CUT_OFF_WINDOW_SECONDS) {
      String answer = cluster.redisWithin(master, "set", "probe", "x");
      if (answer.equals("OK")) {
        last = RedisCluster.seconds(cut);
      } else if (answer.startsWith("NOREPLICAS")) {
        return last;
      }
      RedisCluster.pause(100);
    }
    return Double.MAX_VALUE;
  }

  private Python writer() throws IOException {
    List<String> arguments = new ArrayList<>(List.of(PASSWORD, RedisCluster.MASTER_NAME));
    arguments.addAll(cluster.pods.hosts());
    Python writer = python("redis_writer.py", arguments.toArray(String[]::new));
    assertThat(writer.line()).isEqualTo("writing");
    return writer;
  }

  private Python python(String script, String... arguments) throws IOException {
    return Python.start(cluster.pods, script, arguments);
  }

  /** The last line of redis_writer.py: acknowledged, lost, seconds of the longest stall. */
  private static void record(String what, String[] written) {
    assertThat(Integer.parseInt(written[0])).isPositive();
    Figures.record(what + ".writesAcknowledged", Integer.valueOf(written[0]));
    Figures.record(what + ".writesLost", Integer.valueOf(written[1]));
    Figures.record(what + ".stallSeconds", Double.valueOf(written[2]));
  }
}
