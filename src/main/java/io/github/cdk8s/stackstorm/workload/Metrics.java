// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.workload;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import io.github.cdk8s.stackstorm.internal.props.Props;
import io.github.cdk8s.stackstorm.k8s.Image;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of a backend for Prometheus, on a port called {@code metrics} of its headless Service.
 *
 * @param exporter image of the exporter that runs beside the server; null for the backend's usual
 *     one. A server that has metrics of its own needs none
 * @param serviceMonitor whether a ServiceMonitor of the Prometheus Operator is made, whose custom
 *     resource the Kubernetes cluster must then know; off by default
 * @param labels of the ServiceMonitor: what the Prometheus that shall find it selects by
 * @param interval between two scrapes, 30 s by default
 */
@Props
public record Metrics(
    @Nullable Image exporter,
    boolean serviceMonitor,
    Map<String, String> labels,
    Duration interval) {
  public Metrics {
    labels = Copies.map("Metrics.labels", labels);
    Copies.required("Metrics.interval", interval);
  }

  /** Metrics without a ServiceMonitor. */
  public static Metrics exposed() {
    return builder().build();
  }

  /** Starts without a ServiceMonitor, and with 30 s between two scrapes. */
  public static MetricsBuilder builder() {
    return MetricsBuilder.builder().interval(Duration.ofSeconds(30));
  }
}
