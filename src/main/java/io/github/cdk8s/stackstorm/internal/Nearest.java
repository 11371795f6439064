// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.internal;

import java.util.Collection;
import java.util.Comparator;

/** Finds the name that somebody meant. */
public final class Nearest {

  private Nearest() {}

  /** The known name that differs from {@code given} by the fewest letters. */
  public static String of(String given, Collection<String> known) {
    return known.stream().min(Comparator.comparingInt(name -> distance(given, name))).orElseThrow();
  }

  /** Levenshtein's distance: how many letters must change. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], above) + 1, diagonal + change);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
