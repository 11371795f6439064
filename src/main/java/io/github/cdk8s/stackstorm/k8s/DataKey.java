// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.k8s;

import java.util.regex.Pattern;

/** The rule for keys of Secrets and ConfigMaps, which pods see as names of files. */
public final class DataKey {

  private static final Pattern SYNTAX = Pattern.compile("(?!\\.\\.?$)[-._a-zA-Z0-9]{1,253}");

  private DataKey() {}

  static boolean isOne(String key) {
    return SYNTAX.matcher(key).matches();
  }

  /**
   * Checks a key.
   *
   * @param property the property that holds it, as written in Java
   * @throws IllegalArgumentException if no Secret and no ConfigMap can hold the key
   */
  public static void check(String property, String key) {
    if (!isOne(key)) {
      throw new Problem(
              property,
              '"' + key + '"',
              "must be letters, digits, '-', '_' and '.'",
              "give the key that kubectl describe shows")
          .exception();
    }
  }
}
