// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.redis;

/**
 * StackStorm's coordination backend: Redis with Sentinel that the cluster brings with it ({@link
 * RedisSentinelProps}), or one that is there already ({@link RedisEndpoint}).
 */
public sealed interface Coordination permits RedisSentinelProps, RedisEndpoint {}
