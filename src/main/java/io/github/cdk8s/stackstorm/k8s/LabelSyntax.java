// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.k8s;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The <a
 * href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set">syntax</a>
 * of labels, annotations and taints, of objects and of nodes alike.
 */
public final class LabelSyntax {

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?");

  private LabelSyntax() {}

  /** Whether this can be the key of a label, an annotation or a taint. */
  public static boolean isKey(String key) {
    int slash = key.indexOf('/');
    return (slash < 0 || DnsName.isSubdomain(key.substring(0, slash)))
        && NAME.matcher(key.substring(slash + 1)).matches();
  }

  /** Whether this can be the value of a label or a taint; that of an annotation can be anything. */
  public static boolean isValue(String value) {
    return value.isEmpty() || NAME.matcher(value).matches();
  }

  /**
   * What is wrong with a key.
   *
   * @param property the property that holds it
   */
  public static List<Problem> key(String property, String key) {
    return isKey(key)
        ? List.of()
        : List.of(
            new Problem(
                property,
                '"' + key + '"',
                "must be at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends, after a DNS name and '/' where it has a prefix",
                "write for example example.com/team"));
  }

  /**
   * What is wrong with a value.
   *
   * @param property the property that holds it
   */
  public static List<Problem> value(String property, String value) {
    return isValue(value)
        ? List.of()
        : List.of(
            new Problem(
                property,
                '"' + value + '"',
                "must be at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends",
                "shorten it; longer texts can be annotations of objects"));
  }

  /**
   * What is wrong with keys of annotations.
   *
   * @param property the property that holds them
   */
  public static List<Problem> annotations(String property, Map<String, String> annotations) {
    return annotations.keySet().stream()
        .flatMap(key -> key(property + "[" + key + "]", key).stream())
        .toList();
  }

  /**
   * What is wrong with labels.
   *
   * @param property the property that holds them
   */
  public static List<Problem> labels(String property, Map<String, String> labels) {
    return labels.entrySet().stream()
        .flatMap(
            label -> {
              String where = property + "[" + label.getKey() + "]";
              List<Problem> key = key(where, label.getKey());
              return (key.isEmpty() ? value(where, label.getValue()) : key).stream();
            })
        .toList();
  }
}
