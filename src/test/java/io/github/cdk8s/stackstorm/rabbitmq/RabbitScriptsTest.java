// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.support.Manifests.Node;
import io.github.cdk8s.stackstorm.support.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/**
 * The scripts of the pods, run as files; RabbitMQ's programs are stand-ins that say what is asked.
 */
class RabbitScriptsTest {

  private static final Path SCRIPTS =
      Path.of("src/main/resources/io/github/cdk8s/stackstorm/rabbitmq").toAbsolutePath();

  @TempDir private Path folder;

  @BeforeEach
  void secretsAndTemplate() throws IOException {
    Files.createDirectories(folder.resolve("home"));
    Files.createDirectories(folder.resolve("bin"));
    Files.writeString(folder.resolve("username"), "st2");
    Files.writeString(folder.resolve("password"), "secret");
    Files.writeString(folder.resolve("erlang-cookie"), "COOKIE");
    Files.writeString(
        folder.resolve("definitions.json"),
        RabbitDefinitions.template(
            RabbitHaProps.builder().virtualHost("a \"b\"\\").build(), RabbitVersion.V4_2));
  }

  @Test
  void aLoginMayHoldEveryPrintableCharacter() throws IOException {
    String printable =
        IntStream.rangeClosed(' ', '~').mapToObj(Character::toString).collect(Collectors.joining());
    String password = printable + "@USERNAME@ é 漢 " + printable;
    Files.writeString(folder.resolve("password"), password);
    Files.writeString(folder.resolve("username"), "a\"b\\c@PASSWORD@");
    Shell.Result result = prepare();
    assertThat(result.status()).as(result.output()).isZero();
    Node definitions =
        new Node(new Yaml().load(Files.readString(folder.resolve("home/definitions.json"))));
    assertThat(definitions.map("users.0"))
        .containsEntry("name", "a\"b\\c@PASSWORD@")
        .containsEntry("password", password);
    assertThat(definitions.map("permissions.0")).containsEntry("user", "a\"b\\c@PASSWORD@");
    assertThat(definitions.map("vhosts.0"))
        .containsEntry("name", "a \"b\"\\")
        .containsEntry("default_queue_type", "quorum");
    assertThat(definitions.map("policies.0")).containsEntry("pattern", "^st2\\.sensor\\.watch\\.");
    assertThat(result.output()).doesNotContain(password);
  }

  @Test
  void cookieAndDefinitionsAreForTheirOwnerAlone() throws IOException {
    assertThat(prepare().status()).isZero();
    for (String file : List.of(".erlang.cookie", "definitions.json")) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(folder.resolve("home").resolve(file))))
          .isEqualTo("r--------");
    }
    assertThat(folder.resolve("home/.erlang.cookie")).hasContent("COOKIE");
    assertThat(prepare().status()).as("a second time").isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret\n", "sec\tret", "\n", ""})
  void aPasswordThatOthersWouldReadOtherwiseIsRefused(String password) throws IOException {
    Files.writeString(folder.resolve("password"), password);
    Shell.Result result = prepare();
    assertThat(result.status()).isNotZero();
    assertThat(result.output()).contains("/password: ").doesNotContain("sec\tret");
    assertThat(folder.resolve("home/definitions.json")).doesNotExist();
  }

  @Test
  void aNameThatDoesNotResolveIsWaitedForAndThenSaid() {
    Shell.Result result = prepare("rabbit@no-such-host.invalid", "1");
    assertThat(result.status()).isNotZero();
    assertThat(result.output())
        .contains("waiting for no-such-host.invalid", "no-such-host.invalid does not resolve");
  }

  @Test
  void aMemberWaitsForTheQueuesAndHandsOverBeforeItEnds() throws IOException {
    program("rabbitmq-upgrade", "echo \"$@\"");
    Shell.Result result = script("stop.sh", "3");
    assertThat(result.status()).isZero();
    assertThat(result.output().lines())
        .containsExactly("-q await_online_quorum_plus_one -t 120", "-q drain -t 50");
  }

  @Test
  void theOnlyMemberWaitsForNobody() throws IOException {
    program("rabbitmq-upgrade", "echo \"$@\"");
    assertThat(script("stop.sh", "1").output().lines()).containsExactly("-q drain -t 50");
  }

  @Test
  void aMemberThatCannotHandOverEndsAllTheSame() throws IOException {
    program("rabbitmq-upgrade", "exit 69");
    Shell.Result result = script("stop.sh", "3");
    assertThat(result.status()).isZero();
    assertThat(result.output().lines()).hasSize(2).allMatch(line -> line.startsWith("ending"));
  }

  @Test
  void aMemberIsReadyWhenTheMajorityIsOnline() throws IOException {
    program("rabbitmqctl", "echo \"$@\"; exit 70");
    Shell.Result result = script("ready.sh", "2");
    assertThat(result.status()).isEqualTo(70);
    assertThat(result.output()).isEqualTo("-q await_online_nodes 2 -t 10\n");
  }

  private Shell.Result prepare() {
    return prepare("rabbit@localhost", "5");
  }

  private Shell.Result prepare(String node, String seconds) {
    return Shell.result(
        List.of(
            "env",
            "RABBITMQ_NODENAME=" + node,
            "PREPARE_SECONDS=" + seconds,
            "sh",
            SCRIPTS.resolve("prepare.sh").toString(),
            folder.resolve("definitions.json").toString(),
            folder.toString(),
            folder.resolve("erlang-cookie").toString(),
            folder.resolve("home").toString()));
  }

  private Shell.Result script(String name, String argument) {
    return Shell.result(
        List.of(
            "env",
            "PATH=" + folder.resolve("bin") + ":/usr/bin:/bin",
            "sh",
            SCRIPTS.resolve(name).toString(),
            argument));
  }

  private void program(String name, String body) throws IOException {
    Path file = folder.resolve("bin").resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
