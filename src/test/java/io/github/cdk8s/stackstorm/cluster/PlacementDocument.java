// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Renders what the placement test has seen, leaving out what differs from run to run. */
final class PlacementDocument {

  private static final String HEAD =
      """
      <!-- Written by PlacementTest: mvn test -Dtest=PlacementTest -Dtest.excluded= -Dsnapshots.update=true. Do not edit. -->
      # Placement

      Where a real scheduler puts the pods of a cluster, on many kinds of cluster and under every policy. A pod that is not placed waits until
      it can be; the reason is the scheduler's own.

      - *Apart*: no two replicas of a service share a node, as far as there are as many nodes as replicas.
      - *Even*: the fullest and the emptiest zone differ by at most one pod of each service.
      - *Quorums*: over how many zones the three members of each backend are spread.

      Soft rules (services in production) place every pod whatever the cluster; hard ones leave pods waiting where they cannot be met. Members
      of a backend are spread over hosts by a hard rule of skew one: each has a node of its own as soon as there are as many nodes, and
      with fewer nodes they share as evenly as they can; `apart(required hosts)` makes them wait instead. What runs is never moved when
      nodes join: a service is spread anew by its next roll-out.

      """;

  private PlacementDocument() {}

  static String of(List<String> sections) {
    return HEAD + String.join("\n", sections);
  }

  static String section(String cluster, List<PlacementOutcome> rows) {
    return "## "
        + Character.toUpperCase(cluster.charAt(0))
        + cluster.substring(1)
        + "\n\n| placement | pods placed | apart | even | quorums | refused, and why |\n|---|---|---|---|---|---|\n"
        + rows.stream().map(PlacementDocument::row).collect(Collectors.joining("\n"))
        + "\n";
  }

  private static String row(PlacementOutcome row) {
    return "| "
        + String.join(
            " | ",
            row.policy().name(),
            row.placed() + " of " + row.all(),
            row.policy().spreads() ? answer(row.sharingThoughNodesSuffice()) : "not asked for",
            row.policy().spreads() ? answer(row.uneven()) : "not asked for",
            row.policy().spreads() ? row.quorumZones() : "not asked for",
            refusals(row))
        + " |";
  }

  private static String answer(Set<String> exceptions) {
    return exceptions.isEmpty() ? "yes" : "not " + String.join(", ", exceptions);
  }

  private static String refusals(PlacementOutcome row) {
    if (row.refused().isEmpty()) {
      return "none";
    }
    String who =
        row.placed() == 0
            ? "all"
            : row.refusedByWorkload().entrySet().stream()
                .map(it -> it.getValue() + " of `" + it.getKey() + "`")
                .collect(Collectors.joining(", "));
    return who + ": " + String.join("; ", row.reasons());
  }
}
