// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.config;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The types of oslo.config that StackStorm's options have. */
public enum OptionType {
  /** Any text. */
  STR("any text", ".*"),
  /** A whole number. */
  INT("a whole number", "[+-]?[0-9]+"),
  /** A number. */
  FLOAT("a number", "[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?"),
  /** True or false, in any of the spellings that oslo.config knows. */
  BOOL("True or False", "(?i)true|false|1|0|yes|no|on|off"),
  /** Items between commas. */
  LIST("items between commas", ".*"),
  /** Pairs {@code key:value} between commas. */
  DICT("pairs key:value between commas", "([^,:]+:[^,]*)(,[^,:]+:[^,]*)*");

  private static final Set<String> FALSE = Set.of("false", "0", "no", "off");

  private final String description;
  private final Pattern pattern;

  OptionType(String description, String pattern) {
    this.description = description;
    this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
  }

  /** What a value must be, for people. */
  public String description() {
    return description;
  }

  /** Whether oslo.config can read the text as this type. */
  public boolean accepts(String value) {
    return pattern.matcher(value).matches();
  }

  /** Whether a text that {@link #BOOL} accepts means no. */
  public static boolean isFalse(String value) {
    return FALSE.contains(value.toLowerCase(Locale.ROOT));
  }
}
