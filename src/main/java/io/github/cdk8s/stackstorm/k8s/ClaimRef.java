// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.k8s;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import org.jspecify.annotations.Nullable;
import software.constructs.IConstruct;

/**
 * A PersistentVolumeClaim that something else makes: by name, or as the construct that stands for
 * it.
 *
 * @param name name of the object
 * @param namespace its namespace; null means that of whoever refers to it
 */
public record ClaimRef(String name, @Nullable String namespace) implements ObjectRef {

  public ClaimRef {
    Copies.required("ClaimRef.name", name);
  }

  /** In the namespace of whoever refers to it. */
  public static ClaimRef named(String name) {
    return new ClaimRef(name, null);
  }

  /**
   * Any construct that stands for a PersistentVolumeClaim: of cdk8s, or of any version of
   * cdk8s-plus, L1 or L2.
   *
   * @throws IllegalArgumentException if the construct is of another kind, or is an import, which
   *     has no object
   */
  public static ClaimRef of(IConstruct construct) {
    ConstructName found = ConstructName.of(construct, "PersistentVolumeClaim");
    return new ClaimRef(found.name(), found.namespace());
  }
}
