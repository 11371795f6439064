// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import io.github.cdk8s.stackstorm.k8s.ClientTls;
import io.github.cdk8s.stackstorm.k8s.Credentials;
import io.github.cdk8s.stackstorm.mongo.MongoEndpoint;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitEndpoint;
import io.github.cdk8s.stackstorm.redis.RedisEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * The three backends of StackStorm as its services reach them.
 *
 * @param database where everything is kept
 * @param messaging the bus between the services
 * @param coordination locks, and the registry of running services
 */
public record St2Connections(
    MongoEndpoint database, RabbitEndpoint messaging, RedisEndpoint coordination) {

  public St2Connections {
    Copies.required("St2Connections.database", database);
    Copies.required("St2Connections.messaging", messaging);
    Copies.required("St2Connections.coordination", coordination);
  }

  @Nullable Credentials credentials(Backend backend) {
    return switch (backend) {
      case DATABASE -> database.credentials();
      case MESSAGING -> messaging.credentials();
      case COORDINATION -> coordination.credentials();
    };
  }

  @Nullable ClientTls tls(Backend backend) {
    return switch (backend) {
      case DATABASE -> database.tls();
      case MESSAGING -> messaging.tls();
      case COORDINATION -> coordination.tls();
    };
  }
}
