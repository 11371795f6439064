// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * The agents' decisions where nothing but agents fails: quick enough for every build. All other
 * scenarios are in {@code MongoDecisionsTest}.
 */
class DecideTest {

  @Test
  void whateverStartsFirstAndWhicheverAgentDiesThereIsOneSetWithAllUsers() throws Exception {
    Process node =
        new ProcessBuilder("node", "src/test/resources/mongo/check.js", "first-start")
            .redirectErrorStream(true)
            .start();
    String output = read(node);
    assertThat(node.waitFor()).as(output).isZero();
    Map<String, Object> result = new Yaml().load(output);
    assertThat((Integer) result.get("states")).isGreaterThan(1000);
    assertThat((Integer) result.get("whole")).isPositive();
  }

  private static String read(Process process) throws IOException {
    try (InputStream stream = process.getInputStream()) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
