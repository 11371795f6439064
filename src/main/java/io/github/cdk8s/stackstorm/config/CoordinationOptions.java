// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.config;

import io.github.cdk8s.stackstorm.internal.props.Props;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Locks, section {@code [coordination]}; the address of Redis is the cluster's {@code
 * coordination}. Source: {@code st2common/config.py}.
 *
 * @param lockTimeout after which time a lock whose holder is gone is free, whole seconds; 60 s by
 *     default
 */
@Props
public record CoordinationOptions(@Nullable Duration lockTimeout) implements Section {

  public static CoordinationOptionsBuilder builder() {
    return CoordinationOptionsBuilder.builder();
  }

  @Override
  public Map<OptionName, String> values() {
    return new Values("coordination")
        .duration("lock_timeout", lockTimeout, ChronoUnit.SECONDS)
        .map();
  }
}
