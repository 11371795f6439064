// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.k8s;

import java.util.Objects;
import org.cdk8s.ApiObject;
import org.jspecify.annotations.Nullable;
import software.constructs.IConstruct;

/**
 * Name and namespace of the Kubernetes object behind any construct, of any version of cdk8s-plus.
 */
record ConstructName(String name, @Nullable String namespace) {

  static ConstructName of(IConstruct construct, String kind) {
    ApiObject object = apiObject(construct, kind);
    if (!object.getKind().equals(kind)) {
      throw new Problem(
              kind,
              construct.getNode().getPath(),
              "is a " + object.getKind(),
              "pass the construct of a " + kind + ", or its name")
          .exception();
    }
    return new ConstructName(
        Objects.requireNonNull(object.getName()), object.getMetadata().getNamespace());
  }

  private static ApiObject apiObject(IConstruct construct, String kind) {
    try {
      return ApiObject.of(construct);
    } catch (RuntimeException noObject) {
      throw new Problem(
              kind,
              construct.getNode().getPath(),
              "has no Kubernetes object of its own (an imported " + kind + ", perhaps)",
              "pass the name instead")
          .exception();
    }
  }
}
