// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.internal;

import io.github.cdk8s.stackstorm.k8s.Problem;
import java.util.ArrayList;
import java.util.List;
import software.constructs.Construct;

/**
 * Collects what is wrong with one construct. cdk8s is told only where something is: then it reports
 * the problems of all constructs together, with their paths, and writes nothing.
 */
public final class Problems {

  private final List<Problem> found = new ArrayList<>();

  /** Adds a problem unless the rule holds. */
  public Problems require(
      boolean holds, String property, Object given, String rule, String remedy) {
    if (!holds) {
      found.add(new Problem(property, String.valueOf(given), rule, remedy));
    }
    return this;
  }

  public Problems addAll(List<Problem> problems) {
    problems.stream().filter(problem -> !found.contains(problem)).forEach(found::add);
    return this;
  }

  public List<Problem> found() {
    return List.copyOf(found);
  }

  /**
   * Hands the problems to cdk8s' validation.
   *
   * @return whether there are any, in which case the construct must not be rendered
   */
  public boolean reportAt(Construct construct) {
    if (found.isEmpty()) {
      return false;
    }
    List<String> lines = found.stream().map(Problem::toString).toList();
    construct.getNode().addValidation(() -> lines);
    return true;
  }

  /** Tells of what is legal and still unwise, by the rule of {@link Warnings}. */
  public static void warn(Construct construct, List<Problem> warnings) {
    if (!warnings.isEmpty()) {
      String path = construct.getNode().getPath();
      warnings.stream()
          .distinct()
          .forEach(warning -> Warnings.give("Warning: [" + path + "] " + warning));
    }
  }
}
