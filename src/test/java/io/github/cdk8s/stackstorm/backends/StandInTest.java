// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.backends;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The program that stands in for StackStorm in the pods of the tests. What it must do as StackStorm
 * does: read the chain, register, consume, and end. It says nothing of StackStorm itself.
 */
@Tag("backends")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StandInTest {

  @TempDir private static Path folder;
  private Backends backends;
  private Chain chain;

  /** Of st2auth, st2api and st2stream. */
  private final List<Integer> ports = FreePorts.take(3);

  @BeforeAll
  void start() {
    backends = new Backends(folder, false);
    backends.start();
    chain =
        backends.chain(
            "[auth]\nport = %d\n[api]\nport = %d\n[stream]\nport = %d\n"
                .formatted(ports.toArray()));
  }

  @AfterAll
  void stop() {
    backends.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "st2rulesengine",
        "st2timersengine",
        "st2notifier",
        "st2garbagecollector",
        "st2auth",
        "st2api",
        "st2stream"
      })
  void servicesWithoutAHandlerEndBySigtermItselfAndLeaveTheirEntry(String service) {
    try (Supervised process = run(service, "")) {
      process.awaitOutput("joined the registry as ");
      process.signal("TERM");
      assertThat(process.awaitEnd()).as(process.output()).isEqualTo(128 + 15);
      assertThat(process.output()).doesNotContain("left the registry");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"st2workflowengine", "st2scheduler", "st2sensorcontainer", "st2actionrunner"})
  void servicesWithAHandlerLeaveTheRegistryAndEndWell(String service) {
    try (Supervised process = run(service, "")) {
      process.awaitOutput("connected to the message bus");
      process.signal("TERM");
      assertThat(process.awaitEnd()).as(process.output()).isZero();
      assertThat(process.output()).contains("was told to end", "left the registry");
    }
  }

  @Test
  void oneThatWasKilledRegistersAgain() {
    try (Supervised first = run("st2notifier", "-first")) {
      first.awaitOutput("connected to the message bus");
      first.signal("KILL");
      assertThat(first.awaitEnd()).isEqualTo(128 + 9);
    }
    long started = System.nanoTime();
    try (Supervised second = run("st2notifier", "-second")) {
      second.awaitOutput("connected to the message bus");
      Figures.record(
          "stand-in.registers-again-after-kill.seconds",
          (System.nanoTime() - started) / 1_000_000_000L);
    }
  }

  @Test
  void underTheIdOfAKilledOneItCannotRegisterWhichIsWhyNoServiceIsNumberOneOfItsContainer() {
    try (Supervised first = run("st2notifier", "-first")) {
      first.awaitOutput("joined the registry as ");
      String member =
          first.output().lines().filter(line -> line.contains("joined")).findFirst().orElseThrow();
      first.signal("KILL");
      first.awaitEnd();
      String id = member.substring(member.lastIndexOf(' ') + 1);
      Program again =
          python(
              """
              conf = st2_options.read(sys.argv[2:]).coordination
              same = st2_clients.coordinator(conf, sys.argv[1].encode())
              same.start(start_heart=False)
              same.join_group(b"notifier").get()
              """,
              id);
      assertThat(again.status()).isNotZero();
      assertThat(again.output()).contains("MemberAlreadyExist");
    }
  }

  @Test
  void aRunnerFinishesItsWorkWhileAnotherIsThere() {
    try (Supervised other = run("st2actionrunner", "-other")) {
      other.awaitOutput("connected to the message bus");
      try (Supervised runner = run("st2actionrunner", "-ending")) {
        runner.awaitOutput("connected to the message bus");
        publish("{\"sleep\": 6}");
        publish("{\"sleep\": 6}");
        runner.awaitOutput("works on");
        runner.signal("TERM");
        assertThat(runner.awaitEnd()).isZero();
        assertThat(runner.output()).contains("has done").doesNotContain("abandons");
      }
    }
  }

  @Test
  void aBackendThatGoesAwayAndComesBackEndsNothing() {
    try (Supervised worker = run("st2scheduler", "")) {
      worker.awaitOutput("connected to the message bus");
      backends.rabbit.stop();
      worker.awaitOutput("no message bus, next try in");
      backends.redis.stop();
      backends.redis.start();
      backends.rabbit.start();
      Eventually.holds(
          () -> worker.output().split("connected to the message bus", -1).length > 2,
          () -> "second connection in:\n" + worker.output());
      assertThat(worker.isRunning()).isTrue();
    }
  }

  @Test
  void itAnswersOverHttpAsStackStormDoes() {
    try (Supervised auth = run("st2auth", "");
        Supervised api = run("st2api", "")) {
      auth.awaitOutput("listens on");
      api.awaitOutput("listens on");
      Eventually.holds(() -> status(ports.get(0), "/v1/sso") == 200, () -> "answer of st2auth");
      Eventually.holds(() -> status(ports.get(1), "/v1/") == 401, () -> "answer of st2api");
    }
  }

  private Supervised run(String service, String suffix) {
    try {
      Path program = folder.resolve(service);
      Files.copy(
          PythonClients.SOURCES.resolve("st2_stand_in.py"),
          program,
          StandardCopyOption.REPLACE_EXISTING);
      List<String> command = new ArrayList<>(List.of(PythonClients.python(), program.toString()));
      command.addAll(chain.arguments());
      return Supervised.start(
          folder.resolve(service + suffix + ".log"),
          Map.of("PYTHONPATH", PythonClients.SOURCES.toString()),
          command);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void publish(String body) {
    Program published =
        python(
            """
            conf = st2_options.read(sys.argv[2:]).messaging
            with st2_clients.bus(conf) as bus:
                bus.Producer().publish(
                    json.loads(sys.argv[1]),
                    serializer="json",
                    exchange="st2.liveaction.status",
                    routing_key="scheduled",
                    retry=True,
                )
            """,
            body);
    assertThat(published.status()).as(published.output()).isZero();
  }

  /** Runs these lines with an argument and the chain of files behind it. */
  private Program python(String lines, String argument) {
    List<String> command = new ArrayList<>(List.of(PythonClients.python(), "-c"));
    command.add("import json, sys, st2_clients, st2_options\n" + lines);
    command.add(argument);
    command.addAll(chain.arguments());
    return Program.run(Map.of("PYTHONPATH", PythonClients.SOURCES.toString()), command);
  }

  private static int status(int port, String path) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://localhost:" + port + path).toURL().openConnection();
      return connection.getResponseCode();
    } catch (IOException notYet) {
      return 0;
    }
  }
}
