// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.config;

import io.github.cdk8s.stackstorm.internal.props.Props;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events, section {@code [stream]}. Source: {@code st2stream/config.py}.
 *
 * @param heartbeat how often a quiet stream sends something, so that no proxy closes it, whole
 *     seconds; 25 s by default
 */
@Props
public record StreamOptions(@Nullable Duration heartbeat) implements Section {

  public static StreamOptionsBuilder builder() {
    return StreamOptionsBuilder.builder();
  }

  @Override
  public Map<OptionName, String> values() {
    return new Values("stream").duration("heartbeat", heartbeat, ChronoUnit.SECONDS).map();
  }
}
