// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import io.github.cdk8s.stackstorm.placement.Placement;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;

/**
 * One service of one cluster.
 *
 * @param service an entry of {@link St2Services}, or one of your own
 * @param context what it shares with the others
 * @param settings all levels of settings, merged; {@link Placement#highAvailability()} where they
 *     say nothing of spreading
 */
public record St2ComponentProps(St2Service service, St2Context context, WorkloadSettings settings) {

  private static final WorkloadSettings SPREAD =
      WorkloadSettings.builder().placement(Placement.highAvailability()).build();

  public St2ComponentProps {
    Copies.required("St2ComponentProps.service", service);
    Copies.required("St2ComponentProps.context", context);
    Copies.required("St2ComponentProps.settings", settings);
    settings = settings.placement().spreads() == null ? settings.over(SPREAD) : settings;
  }

  /** With the catalogue's defaults. */
  public static St2ComponentProps of(St2Service service, St2Context context) {
    return new St2ComponentProps(service, context, WorkloadSettings.NONE);
  }

  /** The number of pods. */
  int replicas() {
    Integer replicas = settings.replicas();
    return replicas == null ? service.scaling().defaultReplicas() : replicas;
  }
}
