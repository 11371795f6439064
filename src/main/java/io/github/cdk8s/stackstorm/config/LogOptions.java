// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.config;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import io.github.cdk8s.stackstorm.internal.props.Props;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What logs leave out, section {@code [log]}; level and format are the cluster's {@code logging}.
 * Source: {@code st2common/config.py}.
 *
 * @param excludes loggers that are not written; {@code requests} and {@code paramiko} in the images
 * @param maskSecrets whether secrets are hidden; true by default
 * @param maskSecretsBlacklist names of further attributes to hide; none by default
 */
@Props
public record LogOptions(
    List<String> excludes, @Nullable Boolean maskSecrets, List<String> maskSecretsBlacklist)
    implements Section {

  public LogOptions {
    excludes = Copies.list("LogOptions.excludes", excludes);
    maskSecretsBlacklist = Copies.list("LogOptions.maskSecretsBlacklist", maskSecretsBlacklist);
  }

  public static LogOptionsBuilder builder() {
    return LogOptionsBuilder.builder();
  }

  @Override
  public Map<OptionName, String> values() {
    return new Values("log")
        .list("excludes", excludes)
        .flag("mask_secrets", maskSecrets)
        .list("mask_secrets_blacklist", maskSecretsBlacklist)
        .map();
  }
}
