// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.cdk8s.stackstorm.k8s.SecretRef;
import io.github.cdk8s.stackstorm.support.Manifests;
import io.github.cdk8s.stackstorm.support.Synthesis;
import io.github.cdk8s.stackstorm.support.TestCluster;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The scripts that run in the pods, run for real: as files, by the interpreters that the pods use.
 */
class ScriptsTest {

  private static final Path SCRIPTS =
      Path.of("src/main/resources/io/github/cdk8s/stackstorm/st2").toAbsolutePath();
  private static final String PYTHON = "python3";
  private static final String BASH = "bash";

  @TempDir private Path folder;

  @BeforeEach
  void theInterpretersAreHere() {
    boolean all = List.of(PYTHON, BASH, "openssl").stream().allMatch(ScriptsTest::isOnPath);
    boolean mustBe = System.getenv("CI") != null;
    assumeTrue(all || mustBe, "python3, bash or openssl is missing: skipped, except under CI");
  }

  private static final String TEMPLATE =
      """
      [coordination]
      url = redis://{COORDINATION}s-0:26379?sentinel=mymaster

      [database]
      host = mongodb://{DATABASE}m-0:27017,m-1:27017/st2?replicaSet=rs0

      [messaging]
      cluster_urls = amqp://{MESSAGING}r-0:5672//,amqp://{MESSAGING}r-1:5672//
      """;

  @Test
  void connectionsHoldEncodedLogins() throws Exception {
    Path file = folder.resolve("st2.connections.conf");
    Map<String, String> logins =
        Map.of(
            "DATABASE_USERNAME", "st2",
            "DATABASE_PASSWORD", "p@ss:/?#[]%$ word",
            "MESSAGING_USERNAME", "st2",
            "MESSAGING_PASSWORD", "a,b\"'\\{DATABASE}",
            "COORDINATION_PASSWORD", "plain-._~9");
    assertThat(connections(logins, file).status()).isZero();
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            [coordination]
            url = redis://:plain-._~9@s-0:26379?sentinel=mymaster

            [database]
            host = mongodb://st2:p%40ss%3A%2F%3F%23%5B%5D%25%24%20word@m-0:27017,m-1:27017/st2?replicaSet=rs0

            [messaging]
            cluster_urls = amqp://st2:a%2Cb%22%27%5C%7BDATABASE%7D@r-0:5672//,amqp://st2:a%2Cb%22%27%5C%7BDATABASE%7D@r-1:5672//
            """);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("r--------");
  }

  @Test
  void connectionsWithoutALoginHoldNone() throws Exception {
    Path file = folder.resolve("st2.connections.conf");
    assertThat(connections(Map.of(), file).status()).isZero();
    assertThat(Files.readString(file))
        .contains("mongodb://m-0:27017", "amqp://r-0:5672//", "redis://s-0:26379");
  }

  @Test
  void aCoordinationPasswordThatCannotBeCarriedIsRefusedAndNothingIsWritten() throws Exception {
    Path file = folder.resolve("st2.connections.conf");
    Map<String, String> login =
        Map.of(
            "COORDINATION_PASSWORD", "p@ss",
            "COORDINATION_PASSWORD_SOURCE", "redis-login/password");
    Result result = connections(login, file);
    assertThat(result.status()).isNotZero();
    assertThat(result.output())
        .contains("COORDINATION_PASSWORD = (hidden): may hold only", "redis-login/password")
        .doesNotContain("p@ss");
    assertThat(file).doesNotExist();
  }

  @Test
  void aServerIsAliveWhenItAnswersWithAnyStatus() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread answer = answering(server, "HTTP/1.1 401 Unauthorized\r\n\r\n");
      assertThat(
              run(Map.of(), BASH, script("http-alive.sh"), String.valueOf(server.getLocalPort()))
                  .status())
          .isZero();
      answer.join();
    }
  }

  @Test
  void aServerIsNotAliveWhenItClosesWithoutAnAnswerOrDoesNotListen() throws Exception {
    String port;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = String.valueOf(server.getLocalPort());
      Thread answer = answering(server, "");
      assertThat(run(Map.of(), BASH, script("http-alive.sh"), port).status()).isNotZero();
      answer.join();
    }
    assertThat(run(Map.of(), BASH, script("http-alive.sh"), port).status()).isNotZero();
  }

  @Test
  void aWorkerIsReadyOnlyWhileItsConnectionToTheBusStands() throws Exception {
    assumeTrue(new File("/proc/net/tcp").exists(), "the probe reads Linux' tables");
    try (ServerSocket bus = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + bus.getLocalPort();
      assertThat(run(Map.of(), PYTHON, script("bus-connected.py"), address).status()).isNotZero();
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), bus.getLocalPort());
          Socket accepted = bus.accept()) {
        assertThat(client.isConnected() && accepted.isConnected()).isTrue();
        assertThat(
                run(Map.of(), PYTHON, script("bus-connected.py"), "127.0.0.9:1", address).status())
            .isZero();
        String elsewhere = "127.0.0.9:" + bus.getLocalPort();
        Result other = run(Map.of(), PYTHON, script("bus-connected.py"), elsewhere);
        assertThat(other.status()).isNotZero();
        assertThat(other.output()).contains("no established connection to " + elsewhere);
      }
    }
  }

  @Test
  void aNameServerThatSaysNothingTurnsNoConnectedWorkerUnready() throws Exception {
    assumeTrue(new File("/proc/net/tcp").exists(), "the probe reads Linux' tables");
    try (ServerSocket bus = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "bus.example.com:" + bus.getLocalPort();
      Result alone = run(Map.of(), PYTHON, "-c", SILENT_DNS, script("bus-connected.py"), address);
      assertThat(alone.status()).as("no connection, no look-up").isEqualTo(1);
      assertThat(alone.output()).contains("no established connection to " + address);
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), bus.getLocalPort());
          Socket accepted = bus.accept()) {
        assertThat(client.isConnected() && accepted.isConnected()).isTrue();
        Instant start = Instant.now();
        Result connected =
            run(Map.of(), PYTHON, "-c", SILENT_DNS, script("bus-connected.py"), address, address);
        assertThat(connected.output()).isEmpty();
        assertThat(connected.status()).isZero();
        assertThat(Duration.between(start, Instant.now()))
            .as("as long as a look-up takes here, without the limit: a minute for each")
            .isLessThan(Duration.ofSeconds(30));
      }
    }
  }

  /** Runs a script where every look-up of a name takes a minute. */
  private static final String SILENT_DNS =
      """
      import runpy, socket, sys, time
      socket.getaddrinfo = lambda *_, **__: time.sleep(60)
      sys.argv = sys.argv[1:]
      runpy.run_path(sys.argv[0], run_name="__main__")
      """;

  @Test
  void htpasswdHoldsAHashThatOpensslConfirms() throws Exception {
    Path file = folder.resolve("htpasswd");
    Map<String, String> login =
        Map.of("ST2_AUTH_USERNAME", "st2admin", "ST2_AUTH_PASSWORD", "s3cr$t \"'");
    assertThat(run(login, BASH, script("htpasswd.sh"), file.toString()).status()).isZero();
    String line = Files.readString(file).strip();
    assertThat(line).matches("st2admin:\\$apr1\\$[^$]{8}\\$.{22}");
    String salt = line.split("\\$", -1)[2];
    assertThat(
            run(Map.of(), "openssl", "passwd", "-apr1", "-salt", salt, "s3cr$t \"'")
                .output()
                .strip())
        .isEqualTo(line.substring(line.indexOf(':') + 1));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void connectionsAreWrittenAfterARunThatWasCutShort() throws Exception {
    Path file = folder.resolve("st2.connections.conf");
    Path unfinished = Files.writeString(folder.resolve("st2.connections.conf.new"), "half");
    Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("---------"));
    Path target = Files.writeString(folder.resolve("elsewhere"), "mine");
    assertThat(connections(Map.of(), file).status()).isZero();
    Files.createSymbolicLink(unfinished, target);
    assertThat(connections(Map.of(), file).status()).isZero();
    assertThat(Files.readString(file)).contains("mongodb://m-0:27017");
    assertThat(Files.readString(target)).as("a link is not followed").isEqualTo("mine");
    assertThat(unfinished).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"a:b, s3cr$t, ST2_AUTH_USERNAME", "admin, 'two\nlines', ST2_AUTH_PASSWORD"})
  void aLoginThatHtpasswdCannotHoldIsRefused(String user, String password, String variable)
      throws Exception {
    Path file = folder.resolve("htpasswd");
    Map<String, String> login = Map.of("ST2_AUTH_USERNAME", user, "ST2_AUTH_PASSWORD", password);
    Result result = run(login, BASH, script("htpasswd.sh"), file.toString());
    assertThat(result.status()).isNotZero();
    assertThat(result.output()).startsWith(variable + ": must be").doesNotContain(password);
    assertThat(file).doesNotExist();
  }

  @Test
  void theCommandLineReadsTheLoginAsItIs() throws Exception {
    Path file = folder.resolve("config");
    Map<String, String> login =
        Map.of("ST2_AUTH_USERNAME", "st2admin", "ST2_AUTH_PASSWORD", "100% $HOME");
    assertThat(run(login, BASH, script("client-config.sh"), file.toString()).status()).isZero();
    assertThat(Files.readString(file))
        .isEqualTo("[credentials]\nusername = st2admin\npassword = 100% $HOME\n");
  }

  @Test
  void theUsersSecretIsCopiedForTheServiceAlone() throws Exception {
    Manifests pod =
        Manifests.of(
            Synthesis.chart(
                chart ->
                    new St2Component(
                        chart,
                        "st2auth",
                        St2ComponentProps.of(
                            St2Services.ST2AUTH,
                            TestCluster.context()
                                .configSecret(SecretRef.named("st2-options"))
                                .build()))));
    Path secret = Files.createDirectory(folder.resolve("st2-config-secret"));
    Files.createDirectory(folder.resolve("st2"));
    Files.writeString(secret.resolve("st2.secrets.conf"), "[auth]\nbackend = ldap\n");
    String[] command =
        pod.one("Deployment", "st2-st2auth").pod().list("initContainers").stream()
            .filter(init -> init.text("name").equals("config-secret"))
            .flatMap(init -> init.list("command").stream())
            .map(word -> word.text().replaceFirst("^/run/", folder + "/"))
            .toArray(String[]::new);
    assertThat(run(Map.of(), command)).isEqualTo(new Result(0, ""));
    Path copy = folder.resolve("st2/st2.secrets.conf");
    assertThat(copy).hasContent("[auth]\nbackend = ldap\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
        .isEqualTo("r--------");
  }

  private record Result(int status, String output) {}

  private Result connections(Map<String, String> logins, Path file) throws Exception {
    Path template = Files.writeString(folder.resolve("template"), TEMPLATE);
    return run(logins, PYTHON, script("connections.py"), template.toString(), file.toString());
  }

  private static Result run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(List.of(command))).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    try (InputStream stream = process.getInputStream()) {
      String output = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    }
  }

  private static Thread answering(ServerSocket server, String answer) {
    Thread thread =
        new Thread(
            () -> {
              try (Socket client = server.accept()) {
                readRequest(client);
                client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
              } catch (IOException ended) {
                throw new UncheckedIOException(ended);
              }
            });
    thread.start();
    return thread;
  }

  /** All of it: a connection that is closed with something unread is reset, and the answer lost. */
  private static void readRequest(Socket client) throws IOException {
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
    String line = lines.readLine();
    while (line != null && !line.isEmpty()) {
      line = lines.readLine();
    }
  }

  private static String script(String name) {
    return SCRIPTS.resolve(name).toString();
  }

  private static boolean isOnPath(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return List.of(path.split(File.pathSeparator, -1)).stream()
        .anyMatch(entry -> new File(entry, program).canExecute());
  }
}
