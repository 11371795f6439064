// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.mongo;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import io.github.cdk8s.stackstorm.internal.props.Props;
import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.k8s.Storage;
import io.github.cdk8s.stackstorm.workload.ClusterContext;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import org.jspecify.annotations.Nullable;

/**
 * A MongoDB replica set.
 *
 * @param name name of its objects and of its Secret; the construct's id by default
 * @param members 3 by default: 1, 3, 5 or 7
 * @param image the official image, {@code mongo:7.0} by default
 * @param storage of each member, a claim of 8Gi by default
 * @param replicaSet name of the replica set, {@code rs0} by default; it cannot be changed later
 * @param database the database that is StackStorm's, {@code st2} by default
 * @param workload all else that can be set on the pods; replicas and image are set here
 * @param context the cluster that it belongs to; null where it stands alone
 */
@Props
public record MongoReplicaSetProps(
    @Nullable String name,
    @Nullable Integer members,
    @Nullable Image image,
    @Nullable Storage storage,
    String replicaSet,
    String database,
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
