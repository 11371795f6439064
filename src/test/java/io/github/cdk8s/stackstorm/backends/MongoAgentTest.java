// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.backends;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The agents' scripts in a real mongosh, against stand-ins for mongod that know replica sets, users
 * and SCRAM logins. What only a real mongod can show is in docs/verify-on-a-cluster.md.
 */
@Tag("backends")
class MongoAgentTest {

  private static final Path SCRIPTS =
      Path.of("src/main/resources/io/github/cdk8s/stackstorm/mongo").toAbsolutePath();
  private static final String DONE = "all members and users are there";

  @TempDir private Path shared;
  private final List<MongoMember> members = new ArrayList<>();

  @BeforeEach
  void threeMembersThatHaveNotStarted() throws IOException {
    Path scripts = Files.createDirectories(shared.resolve("scripts"));
    try (Stream<Path> files = Files.list(SCRIPTS)) {
      for (Path file : files.toList()) {
        Files.copy(file, scripts.resolve(file.getFileName()));
      }
    }
    Path keyfile = Files.writeString(shared.resolve("keyfile"), "abcdefgh");
    Files.setPosixFilePermissions(keyfile, PosixFilePermissions.fromString("r--------"));
    Files.createDirectories(shared.resolve("login"));
    secret("username", "st2");
    secret("password", "p@ss:/?#[]%$ '\"\\w");
    secret("root-password", "root-1");
    secret("exporter-password", "exporter-1");
    List<Integer> ports = freePorts();
    for (int i = 0; i < 3; i++) {
      members.add(new MongoMember(i, ports.get(i), shared, false));
    }
    settings(3, false);
  }

  @AfterEach
  void nothingStays() {
    members.forEach(MongoMember::close);
  }

  @Test
  void blankMembersBecomeOneSetWithItsUsersAndFollowANewPasswordAcrossAFailover() throws Exception {
    long began = System.nanoTime();
    members.forEach(MongoMember::start);
    MongoMember first = member(0);
    first.awaitStatus("primary - " + DONE);
    members.subList(1, 3).forEach(it -> it.awaitStatus("secondary"));
    Figures.record("mongodb.first-start.seconds", seconds(began));
    Eventually.holds(
        () -> members.stream().allMatch(it -> users(it).size() == 3), () -> "users everywhere");
    assertThat(users(member(2))).containsOnlyKeys("admin.root", "st2.st2", "admin.exporter");
    assertThat(members.stream().map(MongoAgentTest::setId).distinct()).hasSize(1);

    secret("root-password", "root-2");
    secret("password", "another");
    first.awaitAgentSays("changed the password of root");
    first.awaitAgentSays("updated user st2");

    began = System.nanoTime();
    first.killMongod();
    first.awaitStatus("down");
    Eventually.holds(
        () -> members.stream().anyMatch(it -> it.status().startsWith("primary - " + DONE)),
        () -> "new primary");
    Figures.record("mongodb.stand-in-failover.seconds", seconds(began));
    first.startMongod();
    first.awaitStatus("secondary");
    // the new primary found the new passwords in force, and changed nothing
    assertThat(members.subList(1, 3).stream().map(MongoMember::agentLog))
        .noneMatch(log -> log.contains("updated user") || log.contains("created"));
  }

  @Test
  void anAgentThatDiesBetweenTheSetAndItsUsersIsNoLoss() {
    members.forEach(MongoMember::start);
    member(0).awaitAgentSays("initiated the set");
    members.forEach(MongoMember::killAgent);
    assertThat(users(member(0))).isEmpty();
    members.forEach(MongoMember::startAgent);
    Eventually.holds(
        () -> members.stream().anyMatch(it -> it.status().startsWith("primary - " + DONE)),
        () -> "primary: " + members.stream().map(MongoMember::status).toList());
    Eventually.holds(
        () -> members.stream().allMatch(it -> users(it).size() == 3), () -> "users everywhere");
  }

  @Test
  void aFirstMemberThatLostItsVolumeNeverInitiatesAgainAndIsTakenIn() {
    members.forEach(MongoMember::start);
    member(0).awaitStatus("primary - " + DONE);
    Eventually.holds(
        () -> members.stream().allMatch(it -> users(it).size() == 3), () -> "users everywhere");
    String set = setId(member(1));

    members.forEach(MongoMember::killMongod);
    member(0).loseVolume();
    member(0).startMongod();
    member(0).awaitStatus("blank - initiates when all members answer");
    member(2).startMongod();
    member(0).awaitStatus("blank - initiates when all members answer");
    assertThat(member(0).disk()).doesNotContainKey("config");
    member(1).startMongod();
    members.forEach(
        it ->
            Eventually.holds(
                () -> it.status().startsWith("secondary") || it.status().startsWith("primary"),
                it::status));
    assertThat(setId(member(0))).isEqualTo(set);
    Eventually.holds(() -> users(member(0)).size() == 3, () -> "users on the empty member");
  }

  @Test
  void newMembersAreTakenInWhileTheAgentsRun() throws Exception {
    settings(1, false);
    member(0).start();
    member(0).awaitStatus("primary - " + DONE);
    settings(3, false);
    member(1).start();
    member(2).start();
    members.subList(1, 3).forEach(it -> it.awaitStatus("secondary"));
    Eventually.holds(() -> voters(member(0)) == 3, () -> "three votes: " + member(0).disk());
    member(0).awaitStatus("primary - " + DONE);
  }

  @Test
  void aPrimaryThatEndsHandsTheSetOverFirst() {
    members.forEach(MongoMember::start);
    member(0).awaitStatus("primary - " + DONE);
    members.subList(1, 3).forEach(it -> it.awaitStatus("secondary"));
    Program leave =
        Program.run(
            Map.of(), "sh", SCRIPTS.resolve("leave.sh").toString(), member(0).run().toString());
    assertThat(leave.status()).isZero();
    assertThat(leave.output()).isEmpty();
    member(0).awaitAgentSays("stepped down: yes");
    Eventually.holds(
        () -> members.subList(1, 3).stream().anyMatch(it -> it.status().startsWith("primary")),
        () -> "another primary");
  }

  @Test
  void aRootPasswordThatNobodyKnowsAnyMoreIsSaidAndNothingIsTouched() throws Exception {
    settings(1, false);
    member(0).start();
    member(0).awaitStatus("primary - " + DONE);
    member(0).killAgent();
    secret("root-password", "another");
    Map<String, Object> before = member(0).disk();
    member(0).startAgent();
    member(0).awaitStatus("primary - refuses root's password although users exist");
    assertThat(member(0).disk()).isEqualTo(before);
  }

  @Test
  void aPasswordThatNoLoginCouldCarryIsSaidAndTheNextOneIsTaken() throws Exception {
    settings(1, false);
    secret("password", "ends with a line end\n");
    member(0).start();
    member(0)
        .awaitStatus("primary - reading the logins failed: the Secret's password is empty, or");
    secret("password", "plain");
    member(0).awaitStatus("primary - " + DONE);
  }

  @Test
  void anAgentThatIsHeldSaysWhatItWouldDoAndDoesNot() throws Exception {
    settings(1, false);
    Files.writeString(member(0).run().resolve("hold"), "maintenance");
    member(0).start();
    member(0).awaitStatus("blank - held: would initiate");
    Files.delete(member(0).run().resolve("hold"));
    member(0).awaitStatus("primary - " + DONE);
  }

  @Test
  void withTlsTheAgentChecksTheAuthorityButNotTheNameOfItsOwnMember() throws Exception {
    Program.check(
        Map.of(),
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=mongodb-0",
        "-addext",
        "subjectAltName=DNS:mongodb-0",
        "-keyout",
        shared.resolve("tls.key").toString(),
        "-out",
        shared.resolve("ca.crt").toString());
    String pem =
        Files.readString(shared.resolve("ca.crt")) + Files.readString(shared.resolve("tls.key"));
    Files.writeString(shared.resolve("server.pem"), pem);
    MongoMember member = new MongoMember(0, freePorts().get(0), shared, true);
    members.clear();
    members.add(member);
    settings(1, true);
    member.start().awaitStatus("primary - " + DONE);
  }

  @Test
  void theAgentsShellWritesNoLogOfItsOwn() throws Exception {
    settings(1, false);
    member(0).start();
    member(0).awaitStatus("primary - " + DONE);
    try (Stream<Path> files = Files.walk(shared.resolve("mongodb-0/home"))) {
      assertThat(files.filter(Files::isRegularFile).map(it -> it.getFileName().toString()))
          .containsExactly("config");
    }
  }

  private MongoMember member(int ordinal) {
    return members.get(ordinal);
  }

  private void secret(String name, String value) throws IOException {
    Files.writeString(shared.resolve("login").resolve(name), value);
  }

  /** In place, as kubelet does it: agents read the file anew in each round. */
  private void settings(int count, boolean tls) throws IOException {
    String hosts =
        members.stream()
            .limit(count)
            .map(it -> '"' + it.host() + '"')
            .collect(Collectors.joining(", "));
    Path file = shared.resolve("scripts/settings.json");
    Path next = shared.resolve("settings.next");
    Files.writeString(
        next,
        "{\"replicaSet\": \"rs0\", \"database\": \"st2\", \"exporter\": \"exporter\", \"tls\": "
            + tls
            + ", \"members\": ["
            + hosts
            + "]}");
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> users(MongoMember member) {
    return (Map<String, Object>) member.disk().getOrDefault("users", Map.of());
  }

  @SuppressWarnings("unchecked")
  private static String setId(MongoMember member) {
    Map<String, Object> config = (Map<String, Object>) member.disk().get("config");
    return String.valueOf(((Map<String, Object>) config.get("settings")).get("replicaSetId"));
  }

  @SuppressWarnings("unchecked")
  private static long voters(MongoMember member) {
    Map<String, Object> config = (Map<String, Object>) member.disk().get("config");
    return ((List<Map<String, Object>>) config.get("members"))
        .stream().filter(it -> Integer.valueOf(1).equals(it.get("votes"))).count();
  }

  private static double seconds(long began) {
    return Math.round((System.nanoTime() - began) / 1e8) / 10.0;
  }

  private static List<Integer> freePorts() throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }
}
