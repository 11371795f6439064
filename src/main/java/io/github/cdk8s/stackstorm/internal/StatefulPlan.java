// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.internal;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import io.github.cdk8s.stackstorm.internal.props.Props;
import io.github.cdk8s.stackstorm.k8s.Storage;
import java.util.Map;

/**
 * A backend: pods that have names and data of their own.
 *
 * @param pod its pods
 * @param members how many
 * @param storage where each keeps its data
 * @param dataVolume name of the volume with the data, and the beginning of the claims' names
 * @param ports ports of the headless Service
 * @param clientPorts ports of the Service for clients
 */
@Props
public record StatefulPlan(
    PodPlan pod,
    int members,
    Storage storage,
    String dataVolume,
    Map<String, Integer> ports,
    Map<String, Integer> clientPorts) {
  public StatefulPlan {
    ports = Copies.map(ports);
    clientPorts = Copies.map(clientPorts);
  }

  /** Name of the headless Service. */
  public static String headless(String name) {
    return name + "-headless";
  }
}
