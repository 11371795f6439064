// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.support;

import io.github.cdk8s.stackstorm.support.Manifests.Node;
import java.util.List;

/** Objects of kinds that a Kubernetes cluster does not know by itself. */
public final class CustomResources {

  private static final List<String> GROUPS = List.of("cert-manager.io/", "monitoring.coreos.com/");

  private CustomResources() {}

  public static boolean isOne(Node object) {
    return GROUPS.stream().anyMatch(group -> object.text("apiVersion").startsWith(group));
  }

  /** The documents of a manifest that every API server knows, as they are written. */
  public static String without(String yaml) {
    return String.join(
        "---\n",
        List.of(yaml.split("(?m)^---\\n", -1)).stream()
            .filter(
                document ->
                    Manifests.of(document).objects().stream().noneMatch(CustomResources::isOne))
            .toList());
  }
}
