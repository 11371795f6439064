// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.k8s;

import java.util.List;
import java.util.regex.Pattern;

/** The rules for names of Kubernetes objects. */
public final class DnsName {

  /**
   * Longest DNS label, and so longest name of a Service and longest value of a label (RFC 1123).
   */
  public static final int LABEL_MAX = 63;

  /**
   * Longest name of a StatefulSet: its controller adds a dash and a hash of ten characters to make
   * the value of the label {@code controller-revision-hash}.
   */
  public static final int STATEFUL_SET_MAX = 52;

  private static final Pattern LABEL = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");

  private static final String LABEL_1123 = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final int SUBDOMAIN_MAX = 253;
  private static final Pattern SUBDOMAIN = Pattern.compile(LABEL_1123 + "(\\." + LABEL_1123 + ")*");

  private DnsName() {}

  /**
   * Whether this can be the name of most objects, or of a host: labels with dots between them (RFC
   * 1123).
   */
  public static boolean isSubdomain(String name) {
    return name.length() <= SUBDOMAIN_MAX && SUBDOMAIN.matcher(name).matches();
  }

  /** Whether this can be the name of a container or a volume: a label, which may be a number. */
  public static boolean isLabel(String name) {
    return name.length() <= LABEL_MAX && name.indexOf('.') < 0 && isSubdomain(name);
  }

  /**
   * What is wrong with {@code name} as the name of a Service or of an object that gives pods their
   * DNS name.
   *
   * @param property the property that holds it
   * @param max the most characters allowed
   */
  public static List<Problem> problems(String property, String name, int max) {
    if (!LABEL.matcher(name).matches()) {
      return List.of(
          new Problem(
              property,
              '"' + name + '"',
              "must be a DNS label: lower-case letters, digits and '-', starting with a letter and not ending in '-'",
              "choose a name such as \"st2\""));
    }
    if (name.length() > max) {
      return List.of(
          new Problem(
              property,
              '"' + name + '"',
              "has " + name.length() + " characters, and " + max + " is the most",
              "shorten it by " + (name.length() - max)));
    }
    return List.of();
  }
}
