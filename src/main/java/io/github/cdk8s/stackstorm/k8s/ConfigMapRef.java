// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.k8s;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import org.jspecify.annotations.Nullable;
import software.constructs.IConstruct;

/**
 * A ConfigMap that something else makes: by name, or as the construct that stands for it.
 *
 * @param name name of the object
 * @param namespace its namespace; null means that of whoever refers to it
 */
public record ConfigMapRef(String name, @Nullable String namespace) implements ObjectRef {

  public ConfigMapRef {
    Copies.required("ConfigMapRef.name", name);
  }

  /** In the namespace of whoever refers to it. */
  public static ConfigMapRef named(String name) {
    return new ConfigMapRef(name, null);
  }

  /**
   * Any construct that stands for a ConfigMap: of cdk8s, or of any version of cdk8s-plus, L1 or L2.
   *
   * @throws IllegalArgumentException if the construct is of another kind, or is an import, which
   *     has no object
   */
  public static ConfigMapRef of(IConstruct construct) {
    ConstructName found = ConstructName.of(construct, "ConfigMap");
    return new ConfigMapRef(found.name(), found.namespace());
  }
}
