// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.workload;

import io.github.cdk8s.stackstorm.internal.props.Props;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds every pod of a cluster, backends and init containers included.
 *
 * @param imageRegistry root of a mirror that holds every image under its usual path, for example
 *     {@code registry.example.com/dockerhub}; null pulls each from where it is published
 * @param proxy the way out of the cluster; null for direct access
 * @param caBundle certificate authorities to trust; null for those of the images
 * @param timeZone the variable {@code TZ} of every container; null and UTC set none, since
 *     containers run in UTC without it
 */
@Props
public record PodEnvironment(
    @Nullable String imageRegistry,
    @Nullable Proxy proxy,
    @Nullable CaBundle caBundle,
    @Nullable ZoneId timeZone) {

  /** Nothing special. */
  public static final PodEnvironment NONE = builder().build();

  /** Starts with nothing special. */
  public static PodEnvironmentBuilder builder() {
    return PodEnvironmentBuilder.builder();
  }
}
