// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.backends;

import io.github.cdk8s.stackstorm.config.OptionName;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Configuration files as a service reads them: by the oslo.config that StackStorm pins. */
record ConfigReader(Path options, String release, String prefix, Map<String, String> environment) {

  static final Path ALL_OPTIONS =
      Path.of("src/main/resources/io/github/cdk8s/stackstorm/config/options.tsv").toAbsolutePath();

  /**
   * What a service finds in an option.
   *
   * @param location {@code user} for a file, {@code environment} for a variable
   * @param value as text; a list has a line feed between its items
   */
  record Found(String location, String value) {}

  /** As StackStorm 3.9 does, without a variable that sets an option. */
  static ConfigReader of39() {
    return new ConfigReader(ALL_OPTIONS, "3.9", "ST2", Map.of());
  }

  ConfigReader with(Map<String, String> variables) {
    return new ConfigReader(options, release, prefix, variables);
  }

  Map<OptionName, Found> read(List<Path> files) {
    List<String> command = new ArrayList<>();
    command.add(PythonClients.python());
    command.add(PythonClients.SOURCES.resolve("read_config.py").toString());
    command.addAll(List.of(options.toString(), release, prefix));
    files.forEach(file -> command.add("--config-file=" + file));
    Map<String, String> variables = new TreeMap<>(environment);
    // the images' locale is UTF-8
    variables.put("PYTHONUTF8", "1");
    Map<OptionName, Found> found = new TreeMap<>();
    Program.check(variables, command.toArray(String[]::new))
        .lines()
        .map(line -> line.split("\t", -1))
        .forEach(
            cells ->
                found.put(
                    new OptionName(cells[0], cells[1]),
                    new Found(cells[2], URLDecoder.decode(cells[3], StandardCharsets.UTF_8))));
    return found;
  }
}
