// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.config;

import io.github.cdk8s.stackstorm.internal.props.Props;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Figures that the services send, section {@code [metrics]}. Source: {@code st2common/config.py}.
 *
 * @param driver {@code statsd}, {@code echo}, or {@code noop}, the default
 * @param host host of statsd; {@code 127.0.0.1} by default
 * @param port UDP port of statsd; 8125 by default
 * @param prefix put before every name after {@code st2.}; none by default
 * @param sampleRate share of the figures that is sent, from 0 to 1; 1 by default
 */
@Props
public record MetricsOptions(
    @Nullable String driver,
    @Nullable String host,
    @Nullable Integer port,
    @Nullable String prefix,
    @Nullable Double sampleRate)
    implements Section {

  public static MetricsOptionsBuilder builder() {
    return MetricsOptionsBuilder.builder();
  }

  @Override
  public Map<OptionName, String> values() {
    return new Values("metrics")
        .text("driver", driver)
        .text("host", host)
        .number("port", port)
        .text("prefix", prefix)
        .number("sample_rate", sampleRate)
        .map();
  }
}
