// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.internal;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import io.github.cdk8s.stackstorm.internal.props.Props;
import io.github.cdk8s.stackstorm.k8s.Storage;
import io.github.cdk8s.stackstorm.k8s.Tls;
import io.github.cdk8s.stackstorm.workload.Metrics;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A backend: pods that have names and data of their own.
 *
 * @param pod its pods
 * @param members how many
 * @param storage where each keeps its data
 * @param dataVolume name of the volume with the data, and the beginning of the claims' names
 * @param ports ports of the headless Service
 * @param clientPorts ports of the Service for clients
 * @param files configuration and scripts: the keys of its ConfigMap. When they change, the members
 *     are restarted one by one
 * @param tls where its certificate comes from; null for none
 * @param metrics whether and how it is watched; then one of the ports is {@link #METRICS_PORT}
 */
@Props
public record StatefulPlan(
    PodPlan pod,
    int members,
    Storage storage,
    String dataVolume,
    Map<String, Integer> ports,
    Map<String, Integer> clientPorts,
    Map<String, String> files,
    @Nullable Tls tls,
    @Nullable Metrics metrics) {

  /** Name of the port with metrics. */
  public static final String METRICS_PORT = "metrics";

  public StatefulPlan {
    files = Copies.map("StatefulPlan.files", files);
    ports = Copies.map("StatefulPlan.ports", ports);
    clientPorts = Copies.map("StatefulPlan.clientPorts", clientPorts);
  }

  /** Name of the ConfigMap with configuration and scripts. */
  public static String config(String name) {
    return name + "-config";
  }

  /** Name of the headless Service. */
  public static String headless(String name) {
    return name + "-headless";
  }
}
