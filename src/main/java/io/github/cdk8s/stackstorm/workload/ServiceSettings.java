// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.workload;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import io.github.cdk8s.stackstorm.internal.props.Props;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the Kubernetes Service in front of a workload is made.
 *
 * @param type {@link ServiceType#CLUSTER_IP} by default
 * @param annotations for example what a cloud's load balancer reads
 * @param hostname the name under which external-dns publishes the Service; for {@link
 *     ServiceType#EXTERNAL_NAME} the name that it stands for, which is then not published. A
 *     cluster's defaults cannot have one, since it belongs to one Service
 */
@Props
public record ServiceSettings(
    @Nullable ServiceType type, Map<String, String> annotations, @Nullable String hostname) {
  public ServiceSettings {
    annotations = Copies.map("ServiceSettings.annotations", annotations);
  }

  /** Sets nothing. */
  public static final ServiceSettings NONE = builder().build();

  /** Starts with nothing set. */
  public static ServiceSettingsBuilder builder() {
    return ServiceSettingsBuilder.builder();
  }

  /** These settings where they say something, and {@code above} where they do not. */
  ServiceSettings over(ServiceSettings above) {
    Map<String, String> merged = new LinkedHashMap<>(above.annotations);
    merged.putAll(annotations);
    return new ServiceSettings(
        type != null ? type : above.type, merged, hostname != null ? hostname : above.hostname);
  }
}
