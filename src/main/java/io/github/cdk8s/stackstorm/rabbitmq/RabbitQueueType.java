// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.rabbitmq;

import java.util.Locale;

/**
 * What a queue becomes that is declared without a type, as StackStorm declares all of its.
 * Exclusive queues are classic whatever is said here.
 */
public enum RabbitQueueType {
  /** Replicated by Raft: a confirmed message survives the loss of a minority of members. */
  QUORUM,
  /** On one member only: it is away while that member is, and lost with its volume. */
  CLASSIC;

  /** RabbitMQ's word for it. */
  String value() {
    return name().toLowerCase(Locale.ROOT);
  }
}
