// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.placement;

import io.github.cdk8s.stackstorm.k8s.LabelSyntax;
import io.github.cdk8s.stackstorm.k8s.Problem;
import io.github.cdk8s.stackstorm.placement.NodeRule.Operator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What can be wrong with a placement: what the API server would refuse, and what no node could
 * satisfy.
 */
public final class PlacementRules {

  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");

  private final String property;
  private final Placement placement;
  private final List<Problem> problems = new ArrayList<>();

  private PlacementRules(String property, Placement placement) {
    this.property = property;
    this.placement = placement;
  }

  /**
   * All that is wrong.
   *
   * @param property the property that holds the placement
   */
  public static List<Problem> problems(String property, Placement placement) {
    PlacementRules rules = new PlacementRules(property, placement);
    rules.spreads();
    rules.antiAffinities();
    rules.nodes();
    rules.tolerations();
    return rules.problems;
  }

  private void spreads() {
    Set<String> seen = new HashSet<>();
    for (Spread spread : placement.spreads() == null ? List.<Spread>of() : placement.spreads()) {
      String where = "spreads[" + spread.topology().key() + "]";
      key(where, spread.topology().key());
      if (spread.maxSkew() < 1) {
        report(
            where + ".maxSkew",
            spread.maxSkew(),
            "must be at least 1",
            "use 1 for the most even spread");
      }
      if (!seen.add(spread.topology().key())) {
        report(where, "(twice)", "one rule a topology", "keep the one that you mean");
      }
    }
  }

  private void antiAffinities() {
    for (AntiAffinity rule : placement.antiAffinities()) {
      String where = "antiAffinities[" + rule.topology().key() + "]";
      key(where, rule.topology().key());
      weight(where + ".weight", rule.weight());
    }
    if (placement.affinity() != null
        && !(placement.antiAffinities().isEmpty() && placement.nodeRules().isEmpty())) {
      report(
          "affinity",
          "(raw)",
          "stands instead of antiAffinities and nodeRules, and both are given",
          "write all of it in the raw affinity, or none");
    }
  }

  private void nodes() {
    for (NodeRule rule : placement.nodeRules()) {
      String where = "nodeRules[" + rule.key() + "]";
      key(where, rule.key());
      weight(where + ".weight", rule.weight());
      values(where, rule);
      if (rule.isRequired()) {
        contradictions(where, rule);
      }
    }
  }

  private void values(String where, NodeRule rule) {
    boolean takesNone =
        rule.operator() == Operator.EXISTS || rule.operator() == Operator.DOES_NOT_EXIST;
    if (takesNone != rule.values().isEmpty()) {
      report(
          where,
          rule.operator().value() + " " + rule.values(),
          takesNone ? "takes no values" : "needs at least one value",
          takesNone ? "leave them out" : "name the values of the label");
    } else if (rule.operator() == Operator.GREATER_THAN || rule.operator() == Operator.LESS_THAN) {
      if (rule.values().size() != 1 || !WHOLE_NUMBER.matcher(rule.values().get(0)).matches()) {
        report(
            where,
            rule.operator().value() + " " + rule.values(),
            "compares with one whole number",
            "give one, or use Operator.IN for several values");
      }
    } else {
      rule.values().forEach(value -> value(where, value));
    }
  }

  private void contradictions(String where, NodeRule rule) {
    String selected = placement.nodeSelector().get(rule.key());
    boolean contradicts =
        selected != null
            && switch (rule.operator()) {
              case IN -> !rule.values().contains(selected);
              case NOT_IN -> rule.values().contains(selected);
              case DOES_NOT_EXIST -> true;
              case EXISTS, GREATER_THAN, LESS_THAN -> false;
            };
    if (contradicts) {
      report(
          where,
          rule.operator().value() + " " + rule.values(),
          "contradicts nodeSelector["
              + rule.key()
              + "] = "
              + selected
              + ", so that no node could take the pod",
          "remove one of the two");
    }
    for (NodeRule other : placement.nodeRules()) {
      if (other.isRequired() && rule.operator() == Operator.IN && excludesAll(other, rule)) {
        report(
            where,
            "In " + rule.values(),
            "contradicts the rule "
                + other.operator().value()
                + " "
                + other.values()
                + " on the same label",
            "remove one of the two");
      }
    }
  }

  private static boolean excludesAll(NodeRule other, NodeRule in) {
    return other.key().equals(in.key())
        && (other.operator() == Operator.DOES_NOT_EXIST
            || (other.operator() == Operator.NOT_IN && other.values().containsAll(in.values())));
  }

  private void tolerations() {
    for (Toleration toleration : placement.tolerations()) {
      String where = "tolerations[" + toleration.key() + "]";
      if (toleration.key() != null) {
        key(where, toleration.key());
      }
      if (toleration.value() != null) {
        value(where, toleration.value());
      }
      if (toleration.key() == null && toleration.value() != null) {
        report(where, toleration.value(), "a value needs a key", "name the key of the taint");
      }
      if (toleration.period() != null && toleration.period().isNegative()) {
        report(
            where + ".period",
            toleration.period(),
            "must not be negative",
            "use 0 to leave at once");
      }
      if (toleration.period() != null && toleration.effect() != Toleration.Effect.NO_EXECUTE) {
        report(
            where + ".period",
            toleration.period(),
            "only taints with the effect NoExecute make a running pod leave",
            "use withPeriod alone, which sets the effect too");
      }
    }
    problems.addAll(LabelSyntax.labels(property + ".nodeSelector", placement.nodeSelector()));
  }

  private void key(String where, String key) {
    problems.addAll(LabelSyntax.key(property + "." + where, key));
  }

  private void value(String where, String value) {
    problems.addAll(LabelSyntax.value(property + "." + where, value));
  }

  private void weight(String where, @Nullable Integer weight) {
    if (weight != null && (weight < 1 || weight > 100)) {
      report(where, weight, "must be from 1 to 100", "leave it out to make it a requirement");
    }
  }

  private void report(String where, Object given, String rule, String remedy) {
    problems.add(new Problem(property + "." + where, String.valueOf(given), rule, remedy));
  }
}
