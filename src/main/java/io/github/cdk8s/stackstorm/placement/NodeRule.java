// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.placement;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule on a label of the node (one expression of node affinity).
 *
 * @param key the label
 * @param operator how its value is compared
 * @param values what it is compared with; empty for {@link Operator#EXISTS} and {@link
 *     Operator#DOES_NOT_EXIST}
 * @param weight 1 to 100, how much it counts against other wishes; null makes it a requirement
 */
public record NodeRule(
    String key, Operator operator, List<String> values, @Nullable Integer weight) {

  /** How a label's value is compared. */
  public enum Operator {
    /** The value is one of those given. */
    IN("In"),
    /** The value is none of those given, or the label is missing. */
    NOT_IN("NotIn"),
    /** The label is there. */
    EXISTS("Exists"),
    /** The label is not there. */
    DOES_NOT_EXIST("DoesNotExist"),
    /** The value, a whole number, is above the one given. */
    GREATER_THAN("Gt"),
    /** The value, a whole number, is below the one given. */
    LESS_THAN("Lt");

    private final String value;

    Operator(String value) {
      this.value = value;
    }

    /** The value as Kubernetes writes it. */
    public String value() {
      return value;
    }
  }

  public NodeRule {
    Copies.required("NodeRule.key", key);
    Copies.required("NodeRule.operator", operator);
    values = Copies.list("NodeRule.values", values);
  }

  /** The node's label has one of these values. */
  public static NodeRule in(String key, String... values) {
    return new NodeRule(key, Operator.IN, List.of(values), null);
  }

  /** The node's label has none of these values. */
  public static NodeRule notIn(String key, String... values) {
    return new NodeRule(key, Operator.NOT_IN, List.of(values), null);
  }

  /** The node has the label. */
  public static NodeRule exists(String key) {
    return new NodeRule(key, Operator.EXISTS, List.of(), null);
  }

  /** The node lacks the label. */
  public static NodeRule doesNotExist(String key) {
    return new NodeRule(key, Operator.DOES_NOT_EXIST, List.of(), null);
  }

  /** The same rule as a wish. */
  public NodeRule preferred(int newWeight) {
    return new NodeRule(key, operator, values, newWeight);
  }

  boolean isRequired() {
    return weight == null;
  }
}
