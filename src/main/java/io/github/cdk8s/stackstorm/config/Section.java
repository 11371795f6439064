// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.config;

import java.util.Map;

/** A section of {@code st2.conf} of which some options are typed; those left out stay unset. */
public sealed interface Section
    permits ActionRunnerOptions,
        ApiOptions,
        AuthOptions,
        CoordinationOptions,
        DatabaseOptions,
        GarbageCollectorOptions,
        KeyValueOptions,
        LogOptions,
        MessagingOptions,
        MetricsOptions,
        RbacOptions,
        SchedulerOptions,
        SensorOptions,
        StreamOptions,
        WorkflowEngineOptions {

  /**
   * The options that are set, by their names in the file.
   *
   * @throws IllegalArgumentException if a value cannot be written in the option's unit
   */
  Map<OptionName, String> values();
}
