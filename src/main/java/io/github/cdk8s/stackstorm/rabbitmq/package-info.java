// SPDX-License-Identifier: Apache-2.0
/** RabbitMQ, StackStorm's message bus. */
@NullMarked
package io.github.cdk8s.stackstorm.rabbitmq;

import org.jspecify.annotations.NullMarked;
