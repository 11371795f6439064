// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.k8s;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reference to a Kubernetes object that is made elsewhere. */
public sealed interface ObjectRef permits SecretRef, ConfigMapRef, ClaimRef, ServiceAccountRef {

  /** The name of the object. */
  String name();

  /** Its namespace; null means that of whoever refers to it. */
  @Nullable String namespace();

  /**
   * What is wrong with this reference.
   *
   * @param property the property that holds it
   * @param from the namespace of whoever refers to it: pods reach no object of another one
   */
  default List<Problem> problems(String property, String from) {
    if (!DnsName.isSubdomain(name())) {
      return List.of(
          new Problem(
              property,
              '"' + name() + '"',
              "must be the name of an object: lower-case letters, digits, '-' and '.', 253 characters at most",
              "give the name that kubectl shows"));
    }
    String namespace = namespace();
    if (namespace != null && !namespace.equals(from)) {
      return List.of(
          new Problem(
              property,
              namespace + "/" + name(),
              "lies in another namespace than the pods that use it, " + from,
              "make it in " + from + ", or copy it there"));
    }
    return List.of();
  }
}
