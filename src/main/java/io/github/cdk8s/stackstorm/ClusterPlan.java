// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm;

import io.github.cdk8s.stackstorm.internal.StatefulPlan;
import io.github.cdk8s.stackstorm.mongo.Database;
import io.github.cdk8s.stackstorm.mongo.MongoReplicaSetProps;
import io.github.cdk8s.stackstorm.mongo.MongoReplicaSetPropsBuilder;
import io.github.cdk8s.stackstorm.rabbitmq.Messaging;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitHaProps;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitHaPropsBuilder;
import io.github.cdk8s.stackstorm.redis.Coordination;
import io.github.cdk8s.stackstorm.redis.RedisSentinelProps;
import io.github.cdk8s.stackstorm.redis.RedisSentinelPropsBuilder;
import io.github.cdk8s.stackstorm.st2.Scaling;
import io.github.cdk8s.stackstorm.st2.St2ComponentProps;
import io.github.cdk8s.stackstorm.st2.St2Connections;
import io.github.cdk8s.stackstorm.st2.St2Context;
import io.github.cdk8s.stackstorm.st2.St2Names;
import io.github.cdk8s.stackstorm.st2.St2Service;
import io.github.cdk8s.stackstorm.st2.St2Services;
import io.github.cdk8s.stackstorm.workload.ClusterContext;
import io.github.cdk8s.stackstorm.workload.PodEnvironment;
import io.github.cdk8s.stackstorm.workload.ServiceSettings;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The props of a cluster worked out: all levels of settings merged, every part told of what it
 * shares.
 */
final class ClusterPlan {

  private final StackStormClusterProps props;
  private final St2Names names;
  private final ClusterContext context;
  private final WorkloadSettings backend;

  ClusterPlan(String id, StackStormClusterProps props) {
    this.props = props;
    this.names = new St2Names(id);
    PodEnvironment pods =
        new PodEnvironment(
            props.imageRegistry(), props.proxy(), props.caBundle(), props.timeZone());
    this.context =
        new ClusterContext(id, props.namespace(), props.clusterDomain(), serviceNames(), pods);
    this.backend =
        props.defaults().clusterPart().over(clusterPlacement().over(props.profile().backend()));
  }

  ClusterContext cluster() {
    return context;
  }

  St2Context context(St2Connections connections) {
    return new St2Context(
        context,
        props.version(),
        connections,
        props.packs(),
        props.virtualenvs(),
        props.config(),
        props.configSecret(),
        props.logging(),
        props.serviceLogging());
  }

  Database database() {
    if (!(props.database() instanceof MongoReplicaSetProps own)) {
      return props.database();
    }
    return MongoReplicaSetPropsBuilder.builder(own)
        .name(first(own.name(), names.mongo()))
        .members(first(own.members(), props.profile().members()))
        .image(first(own.image(), props.version().mongo()))
        .workload(own.workload().over(backend))
        .context(context)
        .build();
  }

  Messaging messaging() {
    if (!(props.messaging() instanceof RabbitHaProps own)) {
      return props.messaging();
    }
    return RabbitHaPropsBuilder.builder(own)
        .name(first(own.name(), names.rabbit()))
        .members(first(own.members(), props.profile().members()))
        .image(first(own.image(), props.version().rabbitmq()))
        .workload(own.workload().over(backend))
        .context(context)
        .build();
  }

  Coordination coordination() {
    if (!(props.coordination() instanceof RedisSentinelProps own)) {
      return props.coordination();
    }
    return RedisSentinelPropsBuilder.builder(own)
        .name(first(own.name(), names.redis()))
        .members(first(own.members(), props.profile().members()))
        .image(first(own.image(), props.version().redis()))
        .workload(own.workload().over(backend))
        .context(context)
        .build();
  }

  /** The services that the cluster has, in the catalogue's order. */
  List<St2ComponentProps> services(St2Context shared) {
    return St2Services.all().stream()
        .filter(this::isEnabled)
        .map(service -> new St2ComponentProps(service, shared, settings(service)))
        .toList();
  }

  private boolean isEnabled(St2Service service) {
    WorkloadSettings own = props.services().get(service);
    Boolean enabled = own == null ? null : own.enabled();
    return enabled == null ? service.enabled() : enabled;
  }

  private WorkloadSettings settings(St2Service service) {
    WorkloadSettings own = props.services().getOrDefault(service, WorkloadSettings.NONE);
    WorkloadSettings defaults = props.defaults();
    if (service.scaling() instanceof Scaling.Singleton) {
      defaults = defaults.toBuilder().replicas(null).build();
    }
    if (!service.hasKubernetesService()) {
      defaults = defaults.toBuilder().service(ServiceSettings.NONE).build();
    }
    return own.over(defaults.over(clusterPlacement().over(props.profile().service(service))));
  }

  private WorkloadSettings clusterPlacement() {
    return WorkloadSettings.builder().placement(props.placement()).build();
  }

  private static <T> T first(@Nullable T own, T fallback) {
    return own != null ? own : fallback;
  }

  /** What no proxy may stand before: members of backends are reached by their headless Services. */
  private List<String> serviceNames() {
    Stream<String> services =
        St2Services.all().stream()
            .filter(service -> service.hasKubernetesService() && isEnabled(service))
            .map(names::service);
    List<String> backends = new ArrayList<>();
    if (props.database() instanceof MongoReplicaSetProps own) {
      backends.add(first(own.name(), names.mongo()));
    }
    if (props.messaging() instanceof RabbitHaProps own) {
      backends.add(first(own.name(), names.rabbit()));
    }
    if (props.coordination() instanceof RedisSentinelProps own) {
      backends.add(first(own.name(), names.redis()));
    }
    return Stream.concat(
            services,
            backends.stream().flatMap(name -> Stream.of(name, StatefulPlan.headless(name))))
        .toList();
  }
}
