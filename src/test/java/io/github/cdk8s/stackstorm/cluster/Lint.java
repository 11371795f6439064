// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.github.cdk8s.stackstorm.cluster.harness.Binaries;
import io.github.cdk8s.stackstorm.cluster.harness.Commands;
import io.github.cdk8s.stackstorm.support.Manifests.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The linters, and what they find in a file of manifests. */
final class Lint {

  private static final int CRITICAL = 1;

  private Lint() {}

  /**
   * A finding.
   *
   * @param check what was looked for
   * @param object {@code Kind name}
   */
  record Finding(String tool, String check, String object) {}

  /** What kube-score calls critical: one finding a check and object. */
  static List<Finding> kubeScore(Path manifests) {
    Commands.Result result =
        Commands.attempt(
            List.of(
                Binaries.of("kube-score", "kube-score").toString(),
                "score",
                "--output-format=json",
                "--kubernetes-version=v1.34",
                manifests.toString()),
            Map.of());
    List<Finding> findings = new ArrayList<>();
    for (Object scored : Serialization.unmarshal(result.output(), List.class)) {
      Node object = new Node(scored);
      String who = object.text("type_meta.kind") + " " + object.text("object_meta.name");
      for (Node check : object.list("checks")) {
        if (check.number("grade") == CRITICAL && !check.at("skipped").value().equals(true)) {
          findings.add(new Finding("kube-score", check.text("check.id"), who));
        }
      }
    }
    return findings;
  }

  /** The checks of checkov that failed. It reads no policy from its maker. */
  static List<Finding> checkov(Path manifests) {
    Commands.Result result =
        Commands.attempt(
            List.of(
                Binaries.cache().resolve("lint/bin/checkov").toString(),
                "--framework=kubernetes",
                "--skip-download",
                "--quiet",
                "--compact",
                "--output=json",
                "--file=" + manifests),
            Map.of());
    Node report = new Node(Serialization.unmarshal(result.output(), Map.class));
    List<Finding> findings = new ArrayList<>();
    for (Node failed : report.list("results.failed_checks")) {
      // Kind.namespace.name, and for pods a suffix of its own.
      String[] parts = failed.text("resource").split("\\.", 4);
      findings.add(new Finding("checkov", failed.text("check_id"), parts[0] + " " + parts[2]));
    }
    return findings;
  }
}
