// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.k8s;

import java.util.List;

/** The rule for sizes of clusters that decide by majority. */
public final class Quorum {

  private static final List<Integer> SIZES = List.of(1, 3, 5, 7);

  private Quorum() {}

  /**
   * What is wrong with a number of members.
   *
   * @param property the property that holds it
   */
  public static List<Problem> problems(String property, int members) {
    if (SIZES.contains(members)) {
      return List.of();
    }
    String rule =
        members == 2
            ? "two members have no majority once one is lost, so they are less available than one"
            : members > 0 && members % 2 == 0
                ? "an even number survives no more losses than one member fewer"
                : "must be 1, 3, 5 or 7";
    return List.of(
        new Problem(
            property,
            String.valueOf(members),
            rule,
            "use 3, or 5 to survive two losses; 1 is for development"));
  }
}
