// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.k8s;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.constructs.IConstruct;

/**
 * A Secret that something else makes: by name, or as the construct that stands for it.
 *
 * @param name name of the object
 * @param namespace its namespace; null means that of whoever refers to it
 */
public record SecretRef(String name, @Nullable String namespace) implements ObjectRef {

  public SecretRef {
    Copies.required("SecretRef.name", name);
  }

  /** In the namespace of whoever refers to it. */
  public static SecretRef named(String name) {
    return new SecretRef(name, null);
  }

  /**
   * Any construct that stands for a Secret: of cdk8s, or of any version of cdk8s-plus, L1 or L2.
   *
   * @throws IllegalArgumentException if the construct is of another kind, or is an import, which
   *     has no object
   */
  public static SecretRef of(IConstruct construct) {
    ConstructName found = ConstructName.of(construct, "Secret");
    return new SecretRef(found.name(), found.namespace());
  }

  /**
   * What is wrong with the name of one of a Secret's keys.
   *
   * @param property the property that holds it
   */
  public static List<Problem> keyProblems(String property, @Nullable String key) {
    return key != null && DataKey.isOne(key)
        ? List.of()
        : List.of(
            new Problem(
                property,
                key == null ? "(none)" : '"' + key + '"',
                "must be a key of the Secret: letters, digits, '-', '_' and '.', 253 characters at most",
                "give the name that kubectl describe secret shows"));
  }
}
