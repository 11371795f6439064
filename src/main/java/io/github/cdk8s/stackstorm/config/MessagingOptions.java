// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.config;

import io.github.cdk8s.stackstorm.internal.props.Props;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connection to RabbitMQ, section {@code [messaging]}; its address and login are the cluster's
 * {@code messaging}. Source: {@code st2common/config.py}.
 *
 * @param prefix the beginning of the name of every exchange and queue, {@code st2} by default; new
 *     in 3.9
 * @param compression {@code zstd}, {@code lzma}, {@code bz2} or {@code gzip}; none by default
 * @param connectionRetries how often a service that lost RabbitMQ tries again before it ends; 10 by
 *     default
 * @param connectionRetryWait how long it waits between, whole milliseconds; 10 s by default
 */
@Props
public record MessagingOptions(
    @Nullable String prefix,
    @Nullable String compression,
    @Nullable Integer connectionRetries,
    @Nullable Duration connectionRetryWait)
    implements Section {

  public static MessagingOptionsBuilder builder() {
    return MessagingOptionsBuilder.builder();
  }

  @Override
  public Map<OptionName, String> values() {
    return new Values("messaging")
        .text("prefix", prefix)
        .text("compression", compression)
        .number("connection_retries", connectionRetries)
        .duration("connection_retry_wait", connectionRetryWait, ChronoUnit.MILLIS)
        .map();
  }
}
