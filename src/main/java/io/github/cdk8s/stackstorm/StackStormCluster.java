// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm;

import io.github.cdk8s.stackstorm.internal.Names;
import io.github.cdk8s.stackstorm.mongo.MongoEndpoint;
import io.github.cdk8s.stackstorm.mongo.MongoReplicaSet;
import io.github.cdk8s.stackstorm.mongo.MongoReplicaSetProps;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitEndpoint;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitHa;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitHaProps;
import io.github.cdk8s.stackstorm.redis.RedisEndpoint;
import io.github.cdk8s.stackstorm.redis.RedisSentinel;
import io.github.cdk8s.stackstorm.redis.RedisSentinelProps;
import io.github.cdk8s.stackstorm.st2.St2Component;
import io.github.cdk8s.stackstorm.st2.St2ComponentProps;
import io.github.cdk8s.stackstorm.st2.St2Connections;
import io.github.cdk8s.stackstorm.st2.St2Context;
import io.github.cdk8s.stackstorm.st2.St2SharedConfig;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import org.cdk8s.plus34.k8s.KubeNamespace;
import org.cdk8s.plus34.k8s.KubeNamespaceProps;
import org.cdk8s.plus34.k8s.ObjectMeta;
import software.constructs.Construct;

/**
 * A chart with a whole StackStorm cluster: all services of {@link
 * io.github.cdk8s.stackstorm.st2.St2Services}, MongoDB, RabbitMQ, Redis with Sentinel, and what
 * they share. Its id is the name of the cluster: every object is called {@code <id>-…}, and
 * clusters with different ids live side by side, in one App and in one namespace.
 *
 * <p>Mistakes are found at synth: {@code app.synth()} then throws with all problems of all
 * constructs, one {@code [path] property = given: rule; remedy} a line, and writes nothing.
 */
public class StackStormCluster extends Chart {

  /** A highly available cluster with all defaults. */
  public StackStormCluster(Construct scope, String id) {
    this(scope, id, StackStormClusterProps.builder().build());
  }

  /**
   * The cluster that the props describe.
   *
   * @param scope the App, or a construct within it
   * @param id name of the cluster: a DNS label of at most 43 characters
   */
  public StackStormCluster(Construct scope, String id, StackStormClusterProps props) {
    super(scope, id, ChartProps.builder().namespace(props.namespace()).build());
    ClusterRules rules = new ClusterRules(id, props);
    Names taken = Names.of(scope, this);
    rules.report(taken, this);
    if (!rules.foundationsHold()) {
      return;
    }
    ClusterPlan plan = new ClusterPlan(id, props);
    taken.share(plan.cluster());
    // two clusters may ask for one namespace; the first one makes it
    Names.Taken namespace = new Names.Taken("Namespace", "", props.namespace());
    if (props.createNamespace()
        && taken.claim(this, "namespace", props.namespace(), namespace).isEmpty()) {
      new KubeNamespace(
          this,
          "Namespace",
          KubeNamespaceProps.builder()
              .metadata(ObjectMeta.builder().name(props.namespace()).build())
              .build());
    }
    St2Connections connections =
        new St2Connections(database(plan), messaging(plan), coordination(plan));
    St2Context context = plan.context(connections);
    new St2SharedConfig(this, "config", context);
    for (St2ComponentProps service : plan.services(context)) {
      new St2Component(this, service.service().name(), service);
    }
  }

  private MongoEndpoint database(ClusterPlan plan) {
    return plan.database() instanceof MongoReplicaSetProps own
        ? new MongoReplicaSet(this, "mongodb", own).endpoint()
        : (MongoEndpoint) plan.database();
  }

  private RabbitEndpoint messaging(ClusterPlan plan) {
    return plan.messaging() instanceof RabbitHaProps own
        ? new RabbitHa(this, "rabbitmq", own).endpoint()
        : (RabbitEndpoint) plan.messaging();
  }

  private RedisEndpoint coordination(ClusterPlan plan) {
    return plan.coordination() instanceof RedisSentinelProps own
        ? new RedisSentinel(this, "redis", own).endpoint()
        : (RedisEndpoint) plan.coordination();
  }
}
