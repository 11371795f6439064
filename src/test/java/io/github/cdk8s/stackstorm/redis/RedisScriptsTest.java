// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the scripts of the pods decide without a server, by the shell that runs them. */
class RedisScriptsTest {

  private static final Path SCRIPTS =
      Path.of("src/main/resources/io/github/cdk8s/stackstorm/redis").toAbsolutePath();

  /** Views as EPOCH MASTER FLAGS; with three members a majority is two. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "two agree, 0 a master;0 a master, a",
    "one alone may be wrong, 0 a master, ''",
    "a newer one outvotes two, 5 b master;4 a master, ''",
    "unless all have answered, 5 b master;4 a master;4 a master, b",
    "epochs are numbers, 10 b master;9 a master;9 a master, b",
    "a failover is under way, '4 a master,o_down,failover_in_progress;4 a master', ''",
    "a failover of long ago is over, '3 a master,failover_in_progress;4 b master;4 b master', b",
    "nobody answers, '', ''"
  })
  void theMasterIsTheNewestThatAMajorityNames(String why, String views, String master)
      throws Exception {
    assertThat(shell("newest \"$(echo '" + views + "' | tr ';' '\\n')\" \"$quorum\""))
        .as(why)
        .isEqualTo(master);
  }

  @Test
  void membersAreFoundByTheNameOfThePod() throws Exception {
    assertThat(shell("for i in $(seq 0 \"$last\"); do member \"$i\"; done"))
        .isEqualTo(
            "my-redis-0.headless.ns.svc\nmy-redis-1.headless.ns.svc\nmy-redis-2.headless.ns.svc");
  }

  @Test
  void quotedTextHoldsAllPrintableCharacters() throws Exception {
    String all =
        IntStream.rangeClosed(' ', '~')
            .mapToObj(character -> String.valueOf((char) character))
            .collect(Collectors.joining());
    assertThat(shell("quoted \"$TEXT\"", Map.of("TEXT", all)))
        .isEqualTo('"' + all.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
  }

  private static String shell(String command) throws IOException, InterruptedException {
    return shell(command, Map.of());
  }

  private static String shell(String command, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of("sh", "-c", ". '" + SCRIPTS.resolve("common.sh") + "'; " + command));
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    builder
        .environment()
        .putAll(
            Map.of(
                "POD_NAME", "my-redis-1",
                "HEADLESS", "headless.ns.svc",
                "MEMBERS", "3",
                "MASTER_NAME", "mymaster"));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return output.stripTrailing();
  }
}
