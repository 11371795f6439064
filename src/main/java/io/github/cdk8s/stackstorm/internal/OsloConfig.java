// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.internal;

import io.github.cdk8s.stackstorm.k8s.Problem;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A file as oslo.config reads it: sections of options, sorted by name. Values are written as they
 * are, so that {@code $} still refers to another option; a value over several lines is refused,
 * since oslo.config would read its second line as part of the first.
 */
public final class OsloConfig {

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

  private final Map<String, Map<String, String>> sections = new TreeMap<>();

  /**
   * Sets one option, and replaces what it was set to before.
   *
   * @throws IllegalArgumentException if a name is none, or the value has more than one line
   */
  public OsloConfig set(String section, String option, String value) {
    for (String name : new String[] {section, option}) {
      if (!NAME.matcher(name).matches()) {
        throw new Problem(
                "OsloConfig.name",
                '"' + name + '"',
                "must be letters, digits, '_' and '-'",
                "see StackStorm's st2.conf.sample")
            .exception();
      }
    }
    if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
      throw new Problem(
              "[" + section + "] " + option,
              "(several lines)",
              "must be one line",
              "join the lines, with commas for a list")
          .exception();
    }
    sections.computeIfAbsent(section, ignored -> new TreeMap<>()).put(option, value);
    return this;
  }

  /** The text of the file. */
  public String render() {
    StringBuilder text = new StringBuilder();
    sections.forEach(
        (section, options) -> {
          text.append(text.isEmpty() ? "" : "\n").append('[').append(section).append("]\n");
          options.forEach(
              (option, value) -> text.append(option).append(" = ").append(value).append('\n'));
        });
    return text.toString();
  }
}
