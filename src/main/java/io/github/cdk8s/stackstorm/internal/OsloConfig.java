// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.internal;

import io.github.cdk8s.stackstorm.k8s.Problem;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A file as oslo.config reads it: sections of options, sorted by name. Values are literal: they are
 * escaped so that oslo.config gives each service exactly what was set. A value over several lines
 * is refused, since its second line could pass for another option.
 */
public final class OsloConfig {

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

  private final Map<String, Map<String, String>> sections = new TreeMap<>();

  /**
   * Sets one option, and replaces what it was set to before.
   *
   * @throws IllegalArgumentException if a name is none, or the value has more than one line or
   *     another control character
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
    if (value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
      throw new Problem(
              "[" + section + "] " + option,
              "(several lines, or a control character)",
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
              (option, value) ->
                  text.append(option).append(" = ").append(escaped(value)).append('\n'));
        });
    return text.toString();
  }

  /**
   * oslo.config takes blanks and then one pair of quotes off a value, and replaces {@code $name} by
   * another option, {@code $$} and {@code \$} by a dollar.
   */
  private static String escaped(String value) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      // after a backslash "$$" would be read as an escaped dollar and the beginning of a name
      boolean afterBackslash = i > 0 && value.charAt(i - 1) == '\\';
      text.append(c == '$' && !afterBackslash ? "$$" : c == '$' ? "\\$" : c);
    }
    return losesItsEnds(value) ? "\"" + text + "\"" : text.toString();
  }

  /** Blanks are more than ASCII has, so everything but its visible characters is kept in quotes. */
  private static boolean losesItsEnds(String value) {
    if (value.isEmpty()) {
      return false;
    }
    char first = value.charAt(0);
    char last = value.charAt(value.length() - 1);
    boolean visible = first > ' ' && first <= '~' && last > ' ' && last <= '~';
    return !visible || (first == last && (first == '"' || first == '\''));
  }
}
