// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.config;

import io.github.cdk8s.stackstorm.internal.props.Props;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The datastore, section {@code [keyvalue]}. Source: {@code st2common/config.py}.
 *
 * @param enableEncryption whether values may be encrypted; true by default
 */
@Props
public record KeyValueOptions(@Nullable Boolean enableEncryption) implements Section {

  public static KeyValueOptionsBuilder builder() {
    return KeyValueOptionsBuilder.builder();
  }

  @Override
  public Map<OptionName, String> values() {
    return new Values("keyvalue").flag("enable_encryption", enableEncryption).map();
  }
}
