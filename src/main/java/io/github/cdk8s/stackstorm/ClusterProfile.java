// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.k8s.Resources;
import io.github.cdk8s.stackstorm.placement.Placement;
import io.github.cdk8s.stackstorm.st2.Scaling;
import io.github.cdk8s.stackstorm.st2.St2Service;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import org.jspecify.annotations.Nullable;

/**
 * The size and the strictness of a cluster, where nothing more particular is said.
 *
 * @param name for people
 * @param replicas of every service that can have more than one; null for the catalogue's numbers
 * @param members of each backend
 * @param backendResources what a member of a backend requests and may take; null for the backend's
 *     own defaults
 * @param services placement of the services
 * @param backends placement of the backends
 */
public record ClusterProfile(
    String name,
    @Nullable Integer replicas,
    int members,
    @Nullable Resources backendResources,
    Placement services,
    Placement backends) {

  public ClusterProfile {
    Copies.required("ClusterProfile.name", name);
    Copies.required("ClusterProfile.services", services);
    Copies.required("ClusterProfile.backends", backends);
  }

  private static final ClusterProfile PRODUCTION =
      new ClusterProfile(
          "production", null, 3, null, Placement.highAvailability(), Placement.quorum());

  private static final ClusterProfile DEVELOPMENT =
      new ClusterProfile(
          "development",
          1,
          1,
          Resources.builder()
              .cpuRequest(Quantity.of("50m"))
              .memoryRequest(Quantity.of("256Mi"))
              .memoryLimit(Quantity.of("1Gi"))
              .build(),
          Placement.none(),
          Placement.none());

  /**
   * Highly available: two pods or more of whatever can have them, three members of each backend.
   */
  public static ClusterProfile production() {
    return PRODUCTION;
  }

  /**
   * One pod of each and no rule of placement: fits on one node of a laptop, and survives nothing.
   */
  public static ClusterProfile development() {
    return DEVELOPMENT;
  }

  WorkloadSettings service(St2Service service) {
    Integer number = replicas;
    boolean isSingleton = service.scaling() instanceof Scaling.Singleton;
    return WorkloadSettings.builder()
        .replicas(number != null && isSingleton ? Integer.valueOf(Math.min(number, 1)) : number)
        .placement(services)
        .build();
  }

  WorkloadSettings backend() {
    return WorkloadSettings.builder()
        .resources(backendResources == null ? Resources.NONE : backendResources)
        .placement(backends)
        .build();
  }
}
