// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.k8s;

/**
 * A value that breaks a rule, in the words that the user reads: {@code property = given: rule;
 * remedy}.
 *
 * @param property the property as written in Java, for example {@code services[st2api].replicas}
 * @param given the value that was given, as text
 * @param rule the rule that it breaks
 * @param remedy what to do about it
 */
public record Problem(String property, String given, String rule, String remedy) {

  /** For a value that stands alone and is refused where it is made. */
  public IllegalArgumentException exception() {
    return new IllegalArgumentException(toString());
  }

  @Override
  public String toString() {
    return property + " = " + given + ": " + rule + "; " + remedy;
  }
}
