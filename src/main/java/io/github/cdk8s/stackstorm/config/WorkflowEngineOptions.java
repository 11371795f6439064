// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.config;

import io.github.cdk8s.stackstorm.internal.props.Props;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Workflow engines, section {@code [workflow_engine]}. Source: {@code st2common/config.py}.
 *
 * @param exitStillActiveCheck how long an engine that is told to end finishes what it has begun,
 *     whole seconds; 300 s by default. The pod gets 30 s more before it is killed
 * @param stillActiveCheckInterval how often it looks while it waits, whole seconds; 2 s by default
 * @param gcMaxIdle after which time without news a workflow is cancelled as an orphan, whole
 *     seconds; 0 by default, which means never
 * @param retryWaitFixed pause before a failed step is tried again, whole milliseconds; 1 s by
 *     default
 * @param retryStopMax for how long a failed step is tried again, whole milliseconds; 1 minute by
 *     default
 */
@Props
public record WorkflowEngineOptions(
    @Nullable Duration exitStillActiveCheck,
    @Nullable Duration stillActiveCheckInterval,
    @Nullable Duration gcMaxIdle,
    @Nullable Duration retryWaitFixed,
    @Nullable Duration retryStopMax)
    implements Section {

  public static WorkflowEngineOptionsBuilder builder() {
    return WorkflowEngineOptionsBuilder.builder();
  }

  @Override
  public Map<OptionName, String> values() {
    return new Values("workflow_engine")
        .duration("exit_still_active_check", exitStillActiveCheck, ChronoUnit.SECONDS)
        .duration("still_active_check_interval", stillActiveCheckInterval, ChronoUnit.SECONDS)
        .duration("gc_max_idle_sec", gcMaxIdle, ChronoUnit.SECONDS)
        .duration("retry_wait_fixed_msec", retryWaitFixed, ChronoUnit.MILLIS)
        .duration("retry_stop_max_msec", retryStopMax, ChronoUnit.MILLIS)
        .map();
  }
}
