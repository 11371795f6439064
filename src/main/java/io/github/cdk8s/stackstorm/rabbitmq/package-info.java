/** RabbitMQ, StackStorm's message bus. */
@NullMarked
package io.github.cdk8s.stackstorm.rabbitmq;

import org.jspecify.annotations.NullMarked;
