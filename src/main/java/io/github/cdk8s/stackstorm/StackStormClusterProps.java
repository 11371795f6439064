// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm;

import io.github.cdk8s.stackstorm.config.St2Config;
import io.github.cdk8s.stackstorm.config.St2Logging;
import io.github.cdk8s.stackstorm.internal.props.Copies;
import io.github.cdk8s.stackstorm.internal.props.Props;
import io.github.cdk8s.stackstorm.k8s.ClaimRef;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import io.github.cdk8s.stackstorm.mongo.Database;
import io.github.cdk8s.stackstorm.mongo.MongoReplicaSetProps;
import io.github.cdk8s.stackstorm.placement.Placement;
import io.github.cdk8s.stackstorm.rabbitmq.Messaging;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitHaProps;
import io.github.cdk8s.stackstorm.redis.Coordination;
import io.github.cdk8s.stackstorm.redis.RedisSentinelProps;
import io.github.cdk8s.stackstorm.st2.St2Service;
import io.github.cdk8s.stackstorm.st2.St2Version;
import io.github.cdk8s.stackstorm.workload.CaBundle;
import io.github.cdk8s.stackstorm.workload.ClusterContext;
import io.github.cdk8s.stackstorm.workload.Proxy;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A StackStorm cluster. All has a default, so {@code StackStormClusterProps.builder().build()} is a
 * highly available cluster of StackStorm 3.9 in the namespace {@code stackstorm}.
 *
 * @param namespace of all objects, {@code stackstorm} by default; members of the backends know each
 *     other by names that hold it
 * @param createNamespace whether the chart makes the namespace too; off by default. Of several
 *     clusters in one namespace the first one makes it
 * @param clusterDomain DNS domain of the Kubernetes cluster, {@code cluster.local} by default
 * @param version release of StackStorm and with it of the backends' images, 3.9 by default
 * @param profile size and strictness, {@link ClusterProfile#production()} by default
 * @param placement where all pods go, backends included; spreading that it does not speak of stays
 *     that of the profile
 * @param defaults settings of every service of StackStorm; backends take over what concerns the
 *     cluster and not the process ({@link WorkloadSettings#clusterPart()}). Replicas apply to
 *     services that can have more than one pod
 * @param services settings of single services, over the defaults, by the rule in {@link
 *     WorkloadSettings}
 * @param database in-cluster by default
 * @param messaging in-cluster by default
 * @param coordination in-cluster by default
 * @param packs volume of the packs, shared by many pods; null for the packs of the images
 * @param virtualenvs volume of the packs' virtual environments, together with {@code packs}
 * @param config options of StackStorm itself, over those that the library sets
 * @param configSecret a Secret whose key {@code st2.secrets.conf} is a configuration file with what
 *     must not be readable in a ConfigMap; it is read last and wins over all other files. Pods wait
 *     until it is there, and are not restarted when it changes
 * @param logging level and format of all services' logs; null for what the images do: text, from
 *     {@code INFO} on
 * @param serviceLogging the same for single services
 * @param timeZone of all pods and of timers without one, UTC by default; StackStorm's own default
 *     for timers is Los Angeles
 * @param imageRegistry root of a mirror of all images of the library; null pulls each from where it
 *     is published. Containers of your own ({@code initContainers}, {@code sidecars}) are written
 *     as they are
 * @param proxy the way out of the cluster, for all pods
 * @param caBundle certificate authorities that all pods trust
 */
@Props
public record StackStormClusterProps(
    String namespace,
    boolean createNamespace,
    String clusterDomain,
    St2Version version,
    ClusterProfile profile,
    Placement placement,
    WorkloadSettings defaults,
    Map<St2Service, WorkloadSettings> services,
    Database database,
    Messaging messaging,
    Coordination coordination,
    @Nullable ClaimRef packs,
    @Nullable ClaimRef virtualenvs,
    St2Config config,
    @Nullable SecretRef configSecret,
    @Nullable St2Logging logging,
    Map<St2Service, St2Logging> serviceLogging,
    ZoneId timeZone,
    @Nullable String imageRegistry,
    @Nullable Proxy proxy,
    @Nullable CaBundle caBundle) {

  public StackStormClusterProps {
    Copies.required("StackStormClusterProps.namespace", namespace);
    Copies.required("StackStormClusterProps.clusterDomain", clusterDomain);
    Copies.required("StackStormClusterProps.version", version);
    Copies.required("StackStormClusterProps.profile", profile);
    Copies.required("StackStormClusterProps.placement", placement);
    Copies.required("StackStormClusterProps.defaults", defaults);
    services = Copies.map("StackStormClusterProps.services", services);
    Copies.required("StackStormClusterProps.database", database);
    Copies.required("StackStormClusterProps.messaging", messaging);
    Copies.required("StackStormClusterProps.coordination", coordination);
    Copies.required("StackStormClusterProps.config", config);
    serviceLogging = Copies.map("StackStormClusterProps.serviceLogging", serviceLogging);
    Copies.required("StackStormClusterProps.timeZone", timeZone);
  }

  /** Starts with all defaults. */
  public static StackStormClusterPropsBuilder builder() {
    return StackStormClusterPropsBuilder.builder()
        .namespace("stackstorm")
        .clusterDomain(ClusterContext.DEFAULT_CLUSTER_DOMAIN)
        .version(St2Version.V3_9)
        .profile(ClusterProfile.production())
        .placement(Placement.UNSET)
        .defaults(WorkloadSettings.NONE)
        .database(MongoReplicaSetProps.builder().build())
        .messaging(RabbitHaProps.builder().build())
        .coordination(RedisSentinelProps.builder().build())
        .config(St2Config.NONE)
        .timeZone(ZoneId.of("UTC"));
  }
}
