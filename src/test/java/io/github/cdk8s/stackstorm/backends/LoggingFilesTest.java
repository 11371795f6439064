// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.config.St2Logging;
import io.github.cdk8s.stackstorm.config.St2Logging.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The library's logging files, read by Python's logging with the JSON formatter of the images. */
@Tag("backends")
class LoggingFilesTest {

  @TempDir private Path folder;

  @Test
  void everyLevelWritesItselfAndWhatIsWorse() throws IOException {
    for (Level level : Level.values()) {
      List<String> expected =
          EnumSet.range(level, Level.CRITICAL).stream()
              .map(it -> it.name().toLowerCase(Locale.ROOT))
              .toList();
      assertThat(lines(St2Logging.text().from(level)))
          .extracting(line -> line.replaceFirst(".*\\[-\\] (\\w+) says.*", "$1"))
          .containsExactlyElementsOf(expected);
    }
  }

  @Test
  void textHasTheFormOfTheImages() throws IOException {
    assertThat(lines(St2Logging.text()).get(0))
        .matches("console [-0-9]{10} [0-9:]{8},[0-9]{3} INFO \\[-\\] info says \"hello\"");
  }

  @Test
  void jsonIsOneObjectALine() throws IOException {
    List<String> lines = lines(St2Logging.json());
    assertThat(lines).hasSize(4);
    for (String line : lines) {
      Map<String, Object> object = new Yaml().load(line);
      assertThat(object)
          .containsKeys("asctime", "levelname", "module", "process", "thread")
          .containsEntry("name", "st2.api");
      assertThat(object.get("message").toString()).endsWith(" says \"hello\"");
    }
  }

  @Test
  void gelfIsWhatStackStormsFormatterMakesOfTheMessage() throws IOException {
    assertThat(lines(St2Logging.gelf())).first().isEqualTo("gelf info says \"hello\"");
  }

  private List<String> lines(St2Logging logging) throws IOException {
    Path file = Files.writeString(folder.resolve("logging.conf"), logging.render());
    String script = PythonClients.SOURCES.resolve("log_with.py").toString();
    return Program.check(Map.of(), PythonClients.python(), script, file.toString())
        .lines()
        .toList();
  }
}
