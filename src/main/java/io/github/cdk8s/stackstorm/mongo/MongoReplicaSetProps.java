// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.mongo;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import io.github.cdk8s.stackstorm.internal.props.Props;
import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.k8s.Storage;
import io.github.cdk8s.stackstorm.k8s.Tls;
import io.github.cdk8s.stackstorm.workload.ClusterContext;
import io.github.cdk8s.stackstorm.workload.Metrics;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import org.jspecify.annotations.Nullable;

/**
 * A MongoDB replica set.
 *
 * @param name name of its objects; the construct's id by default
 * @param members 3 by default: 1, 3, 5 or 7. New members are taken in when it is raised; lowering
 *     it is a procedure (docs/backends/mongodb.md)
 * @param image the official image, {@code mongo:7.0} by default; 4.4 or later
 * @param storage of each member, a claim of 8Gi by default
 * @param credentials the Secret with logins and key file; by default one of the set's name, under
 *     the keys {@code username}, {@code password}, {@code root-password} and {@code keyfile}, and
 *     {@code exporter-password} when there are metrics
 * @param replicaSet name of the replica set, {@code rs0} by default; it cannot be changed later
 * @param database the database that is StackStorm's, {@code st2} by default
 * @param tls encrypts all connections, between members too; null for none. A running set cannot be
 *     changed member by member
 * @param metrics whether and how it is watched; null for not
 * @param ipv6 whether mongod listens on IPv6 too, off by default; it does not start with it where
 *     the kernel has none
 * @param workload all else that can be set on the pods; replicas and image are set here, resources
 *     are mongod's: 40 % of the memory limit are its cache
 * @param context the cluster that it belongs to; null where it stands alone
 */
@Props
public record MongoReplicaSetProps(
    @Nullable String name,
    @Nullable Integer members,
    @Nullable Image image,
    @Nullable Storage storage,
    @Nullable MongoCredentials credentials,
    String replicaSet,
    String database,
    @Nullable Tls tls,
    @Nullable Metrics metrics,
    boolean ipv6,
    WorkloadSettings workload,
    @Nullable ClusterContext context)
    implements Database {

  public MongoReplicaSetProps {
    Copies.required("MongoReplicaSetProps.replicaSet", replicaSet);
    Copies.required("MongoReplicaSetProps.database", database);
    Copies.required("MongoReplicaSetProps.workload", workload);
  }

  static final Image DEFAULT_IMAGE = Image.of("mongo:7.0");
  static final Storage DEFAULT_STORAGE = Storage.claim(Quantity.gibibytes(8));

  /** Starts with the replica set {@code rs0} and the database {@code st2}. */
  public static MongoReplicaSetPropsBuilder builder() {
    return MongoReplicaSetPropsBuilder.builder()
        .replicaSet("rs0")
        .database("st2")
        .workload(WorkloadSettings.NONE);
  }
}
