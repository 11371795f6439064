// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.config;

import io.github.cdk8s.stackstorm.k8s.Problem;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes typed values as oslo.config reads them; what is not given is left out. */
final class Values {

  /** oslo.config splits at every comma, takes blanks off both ends, and drops commas at the end. */
  private static final Pattern ITEM = Pattern.compile("[^,\\s\\p{Z}]([^,]*[^,\\s\\p{Z}])?");

  private final String section;
  private final Map<OptionName, String> values = new TreeMap<>();

  Values(String section) {
    this.section = section;
  }

  Map<OptionName, String> map() {
    return values;
  }

  Values text(String option, @Nullable String value) {
    return put(option, value);
  }

  Values flag(String option, @Nullable Boolean value) {
    return put(option, value == null ? null : bool(value));
  }

  Values number(String option, @Nullable Number value) {
    return put(option, value == null ? null : value.toString());
  }

  Values list(String option, List<String> items) {
    return put(option, items.isEmpty() ? null : list(new OptionName(section, option), items));
  }

  /** Whole units only: a part of one would be lost without a word. */
  Values duration(String option, @Nullable Duration value, ChronoUnit unit) {
    if (value == null) {
      return this;
    }
    long amount = value.dividedBy(unit.getDuration());
    if (value.isNegative() || !unit.getDuration().multipliedBy(amount).equals(value)) {
      String units = unit.name().toLowerCase(Locale.ROOT);
      throw new Problem(
              new OptionName(section, option).toString(),
              value.toString(),
              "must be a number of whole " + units,
              "round it, for example with Duration.of("
                  + (amount + 1)
                  + ", ChronoUnit."
                  + unit.name()
                  + ")")
          .exception();
    }
    return put(option, String.valueOf(amount));
  }

  private Values put(String option, @Nullable String value) {
    if (value != null) {
      values.put(new OptionName(section, option), value);
    }
    return this;
  }

  static String bool(boolean value) {
    return value ? "True" : "False";
  }

  static String list(OptionName name, List<String> items) {
    for (String item : items) {
      if (!ITEM.matcher(item).matches()) {
        throw new Problem(
                name.toString(),
                '"' + item + '"',
                "an item of a list has something in it, no comma, and no blank at either end",
                "split it into several items, or leave it out")
            .exception();
      }
    }
    return String.join(",", items);
  }
}
