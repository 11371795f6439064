// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.backends;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/**
 * The agents' decisions in every order of events: see world.js for what may happen, and check.js
 * for the bounds of each scenario.
 */
@Tag("backends")
class MongoDecisionsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "one-crash",
        "crashes",
        "partition",
        "living",
        "agent-alone",
        "one-to-three",
        "three-to-five"
      })
  void thereIsNeverASecondSetAndEveryFairRunEndsWithAWholeOne(String scenario) {
    String line =
        Program.check(
            Map.of(),
            "node",
            "--max-old-space-size=3000",
            "src/test/resources/mongo/check.js",
            scenario);
    Map<String, Object> result = new Yaml().load(line);
    assertThat((Integer) result.get("whole")).isPositive();
    Figures.record("mongodb.decisions." + scenario + ".states", result.get("states"));
    Figures.record("mongodb.decisions." + scenario + ".seconds", result.get("seconds"));
  }
}
