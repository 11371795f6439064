// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.config;

import io.github.cdk8s.stackstorm.internal.props.Props;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connection to MongoDB, section {@code [database]}; its address and login are the cluster's
 * {@code database}. Source: {@code st2common/config.py}.
 *
 * @param connectionTimeout how long a client waits for a primary, whole milliseconds; this library
 *     sets 30 s, longer than an election takes, StackStorm 3 s
 * @param connectionRetryMaxDelay how long a starting service tries to connect before it ends, whole
 *     minutes; 3 by default
 * @param compressors {@code zstd}, {@code zlib} or both between commas; none by default
 * @param zlibCompressionLevel from 0 to 9; unset by default
 */
@Props
public record DatabaseOptions(
    @Nullable Duration connectionTimeout,
    @Nullable Duration connectionRetryMaxDelay,
    @Nullable String compressors,
    @Nullable Integer zlibCompressionLevel)
    implements Section {

  public static DatabaseOptionsBuilder builder() {
    return DatabaseOptionsBuilder.builder();
  }

  @Override
  public Map<OptionName, String> values() {
    return new Values("database")
        .duration("connection_timeout", connectionTimeout, ChronoUnit.MILLIS)
        .duration("connection_retry_max_delay_m", connectionRetryMaxDelay, ChronoUnit.MINUTES)
        .text("compressors", compressors)
        .number("zlib_compression_level", zlibCompressionLevel)
        .map();
  }
}
