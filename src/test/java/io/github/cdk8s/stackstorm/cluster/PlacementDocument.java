// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Renders what the placement test has seen. */
final class PlacementDocument {

  private PlacementDocument() {}

  static String of(List<String> sections) {
    return String.join("\n", sections);
  }

  static String section(String cluster, List<PlacementOutcome> rows) {
    StringBuilder text =
        new StringBuilder(
            "## " + Character.toUpperCase(cluster.charAt(0)) + cluster.substring(1) + "\n\n");
    for (PlacementOutcome row : rows) {
      int all = row.wanted().values().stream().mapToInt(Integer::intValue).sum();
      int skew = row.skews().values().stream().mapToInt(Integer::intValue).max().orElse(0);
      text.append("| ")
          .append(row.policy().name())
          .append(" | ")
          .append(row.placed())
          .append(" of ")
          .append(all)
          .append(" | ")
          .append(row.sharing())
          .append(" | ")
          .append(skew)
          .append(" ")
          .append(
              row.skews().entrySet().stream()
                  .filter(e -> e.getValue() > 1)
                  .map(Map.Entry::toString)
                  .collect(Collectors.joining(", ")))
          .append(" | ")
          .append(row.refusedByWorkload())
          .append(row.reasons())
          .append(" |\n");
    }
    return text.toString();
  }
}
