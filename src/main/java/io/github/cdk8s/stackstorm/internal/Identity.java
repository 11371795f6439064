// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.internal;

import io.github.cdk8s.stackstorm.k8s.LabelSyntax;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The name and the labels of one workload and of all that belongs to it.
 *
 * @param name name of its objects, {@code <instance>-<part>}
 * @param part what it is, {@code st2api}
 * @param instance the cluster that it belongs to
 * @param component its role: frontend, backend, database, messaging, coordination
 * @param version the version that it runs, where one is known; one that cannot be a label is left
 *     out
 * @param labels further labels of the user's
 */
public record Identity(
    String name,
    String part,
    String instance,
    String component,
    @Nullable String version,
    Map<String, String> labels) {

  /**
   * What selects its pods. It is immutable in a running cluster, so it holds nothing that could
   * ever change.
   */
  public Map<String, String> selector() {
    return Map.of("app.kubernetes.io/name", part, "app.kubernetes.io/instance", instance);
  }

  /**
   * The recommended labels of Kubernetes, and beside them those that StackStorm's documentation
   * uses in its commands ({@code kubectl logs -l release=…,tier=backend}).
   */
  public Map<String, String> allLabels() {
    Map<String, String> all = new LinkedHashMap<>(labels);
    all.putAll(selector());
    all.put("app.kubernetes.io/component", component);
    all.put("app.kubernetes.io/part-of", "stackstorm");
    all.put("app.kubernetes.io/managed-by", "cdk8s");
    if (version != null && LabelSyntax.isValue(version)) {
      all.put("app.kubernetes.io/version", version);
    }
    all.put("app", part);
    all.put("tier", component);
    all.put("release", instance);
    all.put("vendor", "stackstorm");
    return all;
  }
}
