// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.config;

import io.github.cdk8s.stackstorm.internal.Problems;
import io.github.cdk8s.stackstorm.k8s.Problem;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What can be wrong with a {@link St2Config}. */
final class St2ConfigRules {

  private static final Pattern HEADER = Pattern.compile("\\[[^\\[\\]]+\\]");
  private static final Pattern COMMENT_BEHIND_VALUE =
      Pattern.compile("[^#;\\[\\s][^=:]*[=:].*\\s[#;].*");

  private St2ConfigRules() {}

  static List<Problem> problems(St2Config config, St2Options known) {
    Problems problems = new Problems();
    for (Map.Entry<OptionName, String> set : config.values().entrySet()) {
      option(problems, set.getKey(), set.getValue(), known);
    }
    for (Map.Entry<OptionName, String> typed : config.typed().entrySet()) {
      String other = config.options().get(typed.getKey());
      problems.require(
          other == null || other.equals(typed.getValue()),
          typed.getKey().toString(),
          '"' + other + '"',
          "is set to \"" + typed.getValue() + "\" by its typed section too",
          "set it once");
    }
    String first = significantLines(config).stream().findFirst().orElse("[none]");
    problems.require(
        HEADER.matcher(first).matches(),
        "rawText",
        '"' + first + '"',
        "must begin with a section, or its options would go to the one before",
        "put a line such as [api] before it");
    return problems.found();
  }

  static List<Problem> warnings(St2Config config) {
    return significantLines(config).stream()
        .filter(line -> COMMENT_BEHIND_VALUE.matcher(line).matches())
        .map(
            line ->
                new Problem(
                    "rawText",
                    '"' + line + '"',
                    "oslo.config knows no comment behind a value, so it is read as part of it",
                    "put the comment on a line of its own"))
        .toList();
  }

  private static void option(Problems problems, OptionName name, String value, St2Options known) {
    String given = '"' + value + '"';
    St2Options.Option option = known.find(name);
    if (option == null) {
      boolean section = known.sections().containsKey(name.section());
      problems.require(
          false,
          name.toString(),
          given,
          "is no " + (section ? "option" : "section") + " of StackStorm " + known.release(),
          "did you mean " + known.nearest(name) + "? Where the list is wrong, use rawText");
      return;
    }
    String secret = ControlledOptions.secretRemedy(name, value);
    if (secret != null) {
      String rule = "would be readable in a ConfigMap";
      problems.addAll(List.of(new Problem(name.toString(), "(secret)", rule, secret)));
    }
    String remedy = ControlledOptions.remedy(name);
    if (remedy != null) {
      String shown = name.option().equals("password") ? "(secret)" : given;
      problems.addAll(
          List.of(new Problem(name.toString(), shown, "is set by the library", remedy)));
    }
    problems.require(
        option.type().accepts(value),
        name.toString(),
        given,
        "must be " + option.type().description(),
        "see the option in StackStorm's st2.conf.sample");
    problems.require(
        option.choices().isEmpty() || option.choices().contains(value),
        name.toString(),
        given,
        "must be one of " + option.choices().stream().collect(Collectors.joining(", ")),
        "choose one of these");
  }

  private static List<String> significantLines(St2Config config) {
    return config
        .rawText()
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith(";"))
        .toList();
  }
}
