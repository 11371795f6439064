// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.config;

import io.github.cdk8s.stackstorm.internal.props.Props;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Schedulers, section {@code [scheduler]}. Source: {@code st2actions/scheduler/config.py}.
 *
 * @param poolSize requests that one scheduler works on at once; 10 by default
 * @param sleepInterval seconds between two looks into the database; 0.1 by default
 * @param gcInterval seconds between two searches for requests that a dead scheduler left behind; 10
 *     by default
 * @param retryMaxAttempt how often a request is tried again after an error; 10 by default
 * @param retryWait pause between, whole milliseconds; 3 s by default
 */
@Props
public record SchedulerOptions(
    @Nullable Integer poolSize,
    @Nullable Double sleepInterval,
    @Nullable Double gcInterval,
    @Nullable Integer retryMaxAttempt,
    @Nullable Duration retryWait)
    implements Section {

  public static SchedulerOptionsBuilder builder() {
    return SchedulerOptionsBuilder.builder();
  }

  @Override
  public Map<OptionName, String> values() {
    return new Values("scheduler")
        .number("pool_size", poolSize)
        .number("sleep_interval", sleepInterval)
        .number("gc_interval", gcInterval)
        .number("retry_max_attempt", retryMaxAttempt)
        .duration("retry_wait_msec", retryWait, ChronoUnit.MILLIS)
        .map();
  }
}
