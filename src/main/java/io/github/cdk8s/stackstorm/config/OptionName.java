// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.config;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import java.util.Comparator;

/**
 * Where an option stands in {@code st2.conf}.
 *
 * @param section without brackets, for example {@code scheduler}
 * @param option for example {@code pool_size}
 */
public record OptionName(String section, String option) implements Comparable<OptionName> {

  public OptionName {
    Copies.required("OptionName.section", section);
    Copies.required("OptionName.option", option);
  }

  private static final Comparator<OptionName> ORDER =
      Comparator.comparing(OptionName::section).thenComparing(OptionName::option);

  @Override
  public int compareTo(OptionName other) {
    return ORDER.compare(this, other);
  }

  /** As it is found in the file, {@code [scheduler] pool_size}. */
  @Override
  public String toString() {
    return "[" + section + "] " + option;
  }
}
