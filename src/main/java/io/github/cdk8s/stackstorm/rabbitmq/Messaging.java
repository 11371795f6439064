// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.rabbitmq;

/**
 * StackStorm's message bus: a RabbitMQ cluster that the StackStorm cluster brings with it ({@link
 * RabbitHaProps}), or one that is there already ({@link RabbitEndpoint}).
 */
public sealed interface Messaging permits RabbitHaProps, RabbitEndpoint {}
