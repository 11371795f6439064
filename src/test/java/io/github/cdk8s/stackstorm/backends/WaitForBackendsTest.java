// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.backends;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The init container that waits, against backends that come and do not come. */
@Tag("backends")
class WaitForBackendsTest {

  private static final String[] ALL = {"database", "messaging", "coordination"};

  @TempDir private Path folder;

  @ParameterizedTest(name = "TLS: {0}")
  @ValueSource(booleans = {false, true})
  void itSaysWhatItWaitsForAndGoesOnWhenAllAreThere(boolean tls) {
    try (Backends backends = new Backends(folder, tls);
        Supervised wait = waiting(backends.chain(), "600", ALL)) {
      for (String name : ALL) {
        wait.awaitOutput("waiting for " + name + " since ");
      }
      wait.awaitOutput("No master found for 'mymaster'");
      backends.redis.start();
      wait.awaitOutput("coordination is there");
      backends.rabbit.start();
      wait.awaitOutput("messaging is there");
      backends.mongo.writable(false);
      backends.mongo.start();
      wait.awaitOutput("No replica set members match selector \"Primary()\"");
      assertThat(wait.isRunning()).isTrue();
      backends.mongo.writable(true);
      wait.awaitOutput("database is there");
      assertThat(wait.awaitEnd()).as(wait.output()).isZero();
    }
  }

  @Test
  void itFailsAfterItsLimitAndNamesNoSecret() {
    try (Backends backends = new Backends(folder, false);
        Supervised wait = waiting(backends.chain(), "45", ALL)) {
      assertThat(wait.awaitEnd()).isEqualTo(1);
      assertThat(wait.output())
          .contains("gave up after 45 s")
          .containsPattern("waiting for database since \\d+ s: .*(Connection refused|ECONNREFUSED)")
          .doesNotContain(RedisAndSentinel.PASSWORD, RabbitNode.PASSWORD, "%21%22%23");
    }
  }

  @Test
  void aWrongPasswordIsSaidToBeOne() {
    try (Backends backends = new Backends(folder, false)) {
      backends.redis.start();
      backends.rabbit.start();
      Chain wrong =
          backends.chain(
              "[messaging]\ncluster_urls = amqp://st2:wr0ng@localhost:"
                  + backends.rabbit.port
                  + "//\n[coordination]\nurl = redis://:wr0ng@localhost:"
                  + backends.redis.sentinelPort
                  + "?sentinel=mymaster\n");
      try (Supervised wait = waiting(wrong, "600", "messaging", "coordination")) {
        wait.awaitOutput("ACCESS_REFUSED");
        wait.awaitOutput("invalid username-password pair");
        assertThat(wait.output()).doesNotContain("wr0ng");
      }
    }
  }

  @Test
  void itWaitsOnlyForWhatItIsToldTo() {
    try (Backends backends = new Backends(folder, false)) {
      backends.mongo.start();
      try (Supervised wait = waiting(backends.chain(), "600", "database")) {
        assertThat(wait.awaitEnd()).as(wait.output()).isZero();
        assertThat(wait.output()).contains("database is there").doesNotContain("messaging");
      }
    }
  }

  @Test
  void sigtermEndsIt() {
    try (Backends backends = new Backends(folder, false);
        Supervised wait = waiting(backends.chain(), "600", "database")) {
      wait.awaitOutput("waiting for database");
      wait.signal("TERM");
      assertThat(wait.awaitEnd()).isEqualTo(128 + 15);
    }
  }

  private Supervised waiting(Chain chain, String limit, String... backends) {
    List<String> command = new ArrayList<>();
    command.add(PythonClients.python());
    command.add("-u");
    command.add(Chain.SCRIPTS.resolve("wait-for-backends.py").toString());
    command.addAll(chain.arguments());
    command.addAll(List.of(backends));
    return Supervised.start(
        folder.resolve("wait.log"), Map.of("WAIT_LIMIT_SECONDS", limit), command);
  }
}
