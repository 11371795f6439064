// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import io.github.cdk8s.stackstorm.internal.props.Copies;

/**
 * The probes of a service.
 *
 * @param startup holds the others back until the service has started
 * @param readiness takes the pod out of its Service, and holds up a rolling update
 * @param liveness restarts the container
 */
public record St2Probes(St2Probe startup, St2Probe readiness, St2Probe liveness) {

  public St2Probes {
    Copies.required("St2Probes.startup", startup);
    Copies.required("St2Probes.readiness", readiness);
    Copies.required("St2Probes.liveness", liveness);
  }
}
