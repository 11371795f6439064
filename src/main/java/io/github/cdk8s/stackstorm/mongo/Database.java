// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.mongo;

/**
 * StackStorm's database: a replica set that the cluster brings with it ({@link
 * MongoReplicaSetProps}), or one that is there already ({@link MongoEndpoint}).
 */
public sealed interface Database permits MongoReplicaSetProps, MongoEndpoint {}
