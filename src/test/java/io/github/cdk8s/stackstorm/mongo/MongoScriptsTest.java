// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts of a member, run for real. The agents' own are in {@code MongoAgentTest}. */
class MongoScriptsTest {

  private static final Path SCRIPTS =
      Path.of("src/main/resources/io/github/cdk8s/stackstorm/mongo").toAbsolutePath();

  @TempDir private Path folder;

  @BeforeEach
  void theShellIsThatOfLinux() {
    assumeTrue(new File("/proc/self").exists(), "stat, date and getent are those of Linux");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abcdef",
        "AbC0123456789+/==",
        "c2hvcnQgbGFzdCBsaW5l\nab==\n",
        "- \"firstkey\"\n- secondkey\n"
      })
  void theKeyFileReachesMongodAsItIsAndReadableByItsUserAlone(String key) throws Exception {
    Result result = prepare(key, "127.0.0.1");
    assertThat(result.status()).as(result.output()).isZero();
    Path keyfile = folder.resolve("target/keyfile");
    assertThat(keyfile).content().isEqualTo(key);
    assertThat(mode(keyfile)).isEqualTo("r--------");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "has_an_underscore", "p@ssword", "- good\n- b_d\n"})
  void aKeyThatMongodWouldRefuseIsRefusedWithAReasonAndNotShown(String key) throws Exception {
    Result result = prepare(key, "127.0.0.1");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.output()).startsWith("prepare.sh: ");
    if (!key.isEmpty()) {
      assertThat(result.output()).doesNotContain(key.strip());
    }
    assertThat(folder.resolve("target/keyfile")).doesNotExist();
  }

  @Test
  void certificateAndKeyBecomeOneFileEvenWithoutALineEndBetweenThem() throws Exception {
    Path tls = Files.createDirectories(folder.resolve("tls"));
    Files.writeString(tls.resolve("tls.crt"), "-----END CERTIFICATE-----");
    Files.writeString(tls.resolve("tls.key"), "-----BEGIN PRIVATE KEY-----\n");
    for (int again = 0; again < 2; again++) {
      assertThat(prepare("abcdef", "127.0.0.1").status()).isZero();
      Path pem = folder.resolve("target/server.pem");
      assertThat(pem)
          .content()
          .isEqualTo("-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\n");
      assertThat(mode(pem)).isEqualTo("r--------");
    }
  }

  @Test
  void aMemberWaitsUntilItsOwnNameIsItsOwnAddress() throws Exception {
    Result result = prepare("abcdef", "192.0.2.1");
    assertThat(result.status()).as("timeout ended it").isEqualTo(124);
    assertThat(result.output()).contains("waits for localhost to resolve to 192.0.2.1");
  }

  @Test
  void aMemberIsReadyByTheStatesThatAreAskedForAndWhileTheAgentWrites() throws Exception {
    Path status = folder.resolve("status");
    assertThat(script("status.sh", status, "45", "primary").output()).contains("has not written");
    Files.writeString(status, "secondary - of m-0\n");
    assertThat(script("status.sh", status, "45", "primary", "secondary").status()).isZero();
    Result other = script("status.sh", status, "45", "primary");
    assertThat(other.status()).isEqualTo(1);
    assertThat(other.output()).isEqualTo("secondary - of m-0\n");
    Files.setLastModifiedTime(status, FileTime.from(Instant.now().minusSeconds(60)));
    assertThat(script("status.sh", status, "45", "secondary").status()).isEqualTo(1);
    assertThat(script("status.sh", status, "120").status()).isZero();
  }

  @Test
  void theNewestStatusIsKeptAndOnlyWhatIsNewIsLogged() throws Exception {
    Path status = folder.resolve("status");
    String lines = "status blank - a\nstatus blank - a\nsomething else\nstatus primary - b\\n\n";
    Result result =
        run(Map.of(), List.of("sh", SCRIPTS.resolve("record.sh").toString(), "" + status), lines);
    assertThat(status).content().isEqualTo("primary - b\\n\n");
    assertThat(result.output())
        .isEqualTo("status blank - a\nsomething else\nstatus primary - b\\n\n");
  }

  @Test
  void mongodEndsAlthoughTheAgentDoesNotAnswer() throws Exception {
    Result alone = script("leave.sh", folder, "1");
    assertThat(alone.status()).isZero();
    assertThat(alone.output()).contains("did not answer");
    Result nowhere = script("leave.sh", folder.resolve("missing"), "1");
    assertThat(nowhere.status()).isZero();
  }

  @Test
  void theAgentOutlivesMongodButNotItself() throws Exception {
    Path status = Files.writeString(folder.resolve("status"), "down - mongod does not answer\n");
    assertThat(script("outlast.sh", folder).status()).isZero();
    Files.writeString(status, "primary - serves\n");
    Files.setLastModifiedTime(status, FileTime.from(Instant.now().minusSeconds(300)));
    assertThat(script("outlast.sh", folder).status()).isZero();
  }

  @Test
  void anImageWithTheOldShellRunsTheAgentInItWithTheFlagsThatItKnows() throws Exception {
    Path old = Files.createDirectories(folder.resolve("bin")).resolve("mongo");
    Files.writeString(old, "#!/bin/sh\necho \"status blank - $*\"\n");
    Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwx------"));
    Map<String, String> environment =
        Map.of(
            "PATH",
            old.getParent() + ":/usr/bin:/bin",
            "HOME",
            folder.toString(),
            "AGENT_RUN",
            folder.toString(),
            "POD_NAME",
            "mongodb-0",
            "TLS",
            "true");
    Result result = run(environment, List.of("sh", SCRIPTS.resolve("agent.sh").toString()), "");
    assertThat(result.status()).as("it shall not end by itself").isEqualTo(1);
    assertThat(folder.resolve("status"))
        .content()
        .contains("--nodb --norc --quiet --tls --tlsCAFile=/run/ca/ca.crt")
        .contains("var pod = 'mongodb-0'")
        .contains("/decide.js ")
        .endsWith("/agent.js\n");
  }

  @Test
  void anImageWithoutAShellIsSaidToBeOne() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("dirname"), Path.of("/usr/bin/dirname"));
    Map<String, String> environment = Map.of("PATH", bin.toString(), "POD_NAME", "m-0");
    Result result =
        run(environment, List.of("/bin/sh", SCRIPTS.resolve("agent.sh").toString()), "");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.output()).contains("neither mongosh nor mongo");
  }

  @Test
  void theScriptsAreCleanToTheirLinters() throws Exception {
    List<String> shell = new ArrayList<>(List.of("shellcheck"));
    try (Stream<Path> files = Files.list(SCRIPTS)) {
      for (Path file : files.sorted().toList()) {
        if (file.toString().endsWith(".js")) {
          Result parsed = run(Map.of(), List.of("node", "--check", file.toString()), "");
          assertThat(parsed.status()).as(parsed.output()).isZero();
        } else {
          shell.add(file.toString());
        }
      }
    }
    boolean here = run(Map.of(), List.of("sh", "-c", "command -v shellcheck"), "").status() == 0;
    assumeTrue(here || System.getenv("CI") != null, "shellcheck is missing");
    Result checked = run(Map.of(), shell, "");
    assertThat(checked.status()).as(checked.output()).isZero();
  }

  /** Ended after 3 s where it goes on waiting. */
  private Result prepare(String key, String address) throws Exception {
    Files.writeString(Files.createDirectories(folder.resolve("secret")).resolve("keyfile"), key);
    Files.createDirectories(folder.resolve("target"));
    Map<String, String> environment =
        Map.of(
            "SECRET", folder.resolve("secret").toString(),
            "TARGET", folder.resolve("target").toString(),
            "CERTIFICATE", folder.resolve("tls").toString());
    String script = SCRIPTS.resolve("prepare.sh").toString();
    return run(environment, List.of("timeout", "3", "sh", script, "localhost", address), "");
  }

  private record Result(int status, String output) {}

  private static Result script(String name, Object... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", SCRIPTS.resolve(name).toString()));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    return run(Map.of(), command, "");
  }

  private static Result run(Map<String, String> environment, List<String> command, String input)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    try (InputStream stream = process.getInputStream()) {
      String output = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
