// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.internal;

import io.github.cdk8s.stackstorm.k8s.Tls;
import io.github.cdk8s.stackstorm.workload.Metrics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cdk8s.ApiObject;
import org.cdk8s.ApiObjectMetadata;
import org.cdk8s.ApiObjectProps;
import org.cdk8s.JsonPatch;
import software.constructs.Construct;

/** Objects of other projects' kinds that a backend may ask for. */
final class CustomObjects {

  private CustomObjects() {}

  /** cert-manager's order for a certificate; it makes the Secret that the pods mount. */
  static void certificate(
      Construct scope,
      Identity identity,
      String namespace,
      Tls.CertManager tls,
      List<String> dnsNames) {
    object(
        scope,
        "Certificate",
        "cert-manager.io/v1",
        identity,
        namespace,
        Map.of(),
        Map.of(
            "secretName",
            tls.secret(identity.name()).name(),
            "dnsNames",
            dnsNames,
            "usages",
            List.of("server auth", "client auth"),
            "privateKey",
            Map.of("rotationPolicy", "Always"),
            "issuerRef",
            Map.of("group", "cert-manager.io", "kind", tls.kind(), "name", tls.issuer())));
  }

  /** The Prometheus Operator's order to scrape every member. */
  static void serviceMonitor(
      Construct scope, Identity identity, String namespace, Metrics metrics) {
    object(
        scope,
        "ServiceMonitor",
        "monitoring.coreos.com/v1",
        identity,
        namespace,
        metrics.labels(),
        Map.of(
            "selector",
            Map.of("matchLabels", identity.selector()),
            "endpoints",
            List.of(
                Map.of(
                    "port",
                    StatefulPlan.METRICS_PORT,
                    "interval",
                    metrics.interval().toSeconds() + "s"))));
  }

  /** The API of cdk8s has no property for a spec, so that it is patched in. */
  private static void object(
      Construct scope,
      String kind,
      String apiVersion,
      Identity identity,
      String namespace,
      Map<String, String> labels,
      Map<String, Object> spec) {
    Map<String, String> all = new TreeMap<>(labels);
    all.putAll(identity.allLabels());
    new ApiObject(
            scope,
            kind,
            ApiObjectProps.builder()
                .apiVersion(apiVersion)
                .kind(kind)
                .metadata(
                    ApiObjectMetadata.builder()
                        .name(identity.name())
                        .namespace(namespace)
                        .labels(all)
                        .build())
                .build())
        .addJsonPatch(JsonPatch.add("/spec", sorted(spec)));
  }

  /** Map.of has another order in every JVM, and what is patched in is written in its order. */
  private static Object sorted(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      return value instanceof List<?> list
          ? list.stream().map(CustomObjects::sorted).toList()
          : value;
    }
    Map<String, Object> sorted = new TreeMap<>();
    map.forEach((key, inner) -> sorted.put(String.valueOf(key), sorted(inner)));
    return sorted;
  }
}
