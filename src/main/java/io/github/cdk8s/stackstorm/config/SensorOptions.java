// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.config;

import io.github.cdk8s.stackstorm.internal.props.Props;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sensors, section {@code [sensorcontainer]}. Source: {@code st2reactor/sensor/config.py}.
 *
 * @param sensorNodeName name by which sensors are assigned to a container; {@code sensornode1} by
 *     default
 * @param partitionProvider which sensors a container runs, {@code key:value} between commas; {@code
 *     name:default} by default, which is all of them
 */
@Props
public record SensorOptions(@Nullable String sensorNodeName, @Nullable String partitionProvider)
    implements Section {

  public static SensorOptionsBuilder builder() {
    return SensorOptionsBuilder.builder();
  }

  @Override
  public Map<OptionName, String> values() {
    return new Values("sensorcontainer")
        .text("sensor_node_name", sensorNodeName)
        .text("partition_provider", partitionProvider)
        .map();
  }
}
