// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import io.github.cdk8s.stackstorm.config.St2Config;
import io.github.cdk8s.stackstorm.config.St2Logging;
import io.github.cdk8s.stackstorm.internal.props.Copies;
import io.github.cdk8s.stackstorm.internal.props.Props;
import io.github.cdk8s.stackstorm.k8s.ClaimRef;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import io.github.cdk8s.stackstorm.workload.ClusterContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the services of one cluster share.
 *
 * @param cluster names and surroundings
 * @param version the release of StackStorm
 * @param connections the backends
 * @param packs the volume of the packs; null leaves the packs of the images
 * @param virtualenvs the volume of the packs' virtual environments, together with {@code packs}
 * @param config what the user says in {@code st2.user.conf}
 * @param configSecret a Secret whose key {@code st2.secrets.conf} is read after all other files
 * @param logging of all services; null leaves that of the images
 * @param serviceLogging of single services, instead
 */
@Props
public record St2Context(
    ClusterContext cluster,
    St2Version version,
    St2Connections connections,
    @Nullable ClaimRef packs,
    @Nullable ClaimRef virtualenvs,
    St2Config config,
    @Nullable SecretRef configSecret,
    @Nullable St2Logging logging,
    Map<St2Service, St2Logging> serviceLogging) {

  public St2Context {
    Copies.required("St2Context.cluster", cluster);
    Copies.required("St2Context.version", version);
    Copies.required("St2Context.connections", connections);
    Copies.required("St2Context.config", config);
    serviceLogging = Copies.map("St2Context.serviceLogging", serviceLogging);
  }

  /** Starts with StackStorm 3.9; cluster and connections must be set. */
  public static St2ContextBuilder builder() {
    return St2ContextBuilder.builder().version(St2Version.V3_9).config(St2Config.NONE);
  }

  /** How a service logs; null as its image does. */
  @Nullable St2Logging logging(St2Service service) {
    return service.section() == null ? null : serviceLogging.getOrDefault(service, logging);
  }

  /** The names of what the services share. */
  public St2Names names() {
    return new St2Names(cluster.instance());
  }
}
