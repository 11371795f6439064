// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.rabbitmq;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import io.github.cdk8s.stackstorm.internal.props.Props;
import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.k8s.Storage;
import io.github.cdk8s.stackstorm.workload.ClusterContext;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import org.jspecify.annotations.Nullable;

/**
 * A RabbitMQ cluster.
 *
 * @param name name of its objects and of its Secret; the construct's id by default
 * @param members 3 by default: 1, 3, 5 or 7
 * @param image the official image, {@code rabbitmq:4.2-management} by default
 * @param storage of each member, a claim of 8Gi by default
 * @param workload all else that can be set on the pods; replicas and image are set here
 * @param context the cluster that it belongs to; null where it stands alone
 */
@Props
public record RabbitHaProps(
    @Nullable String name,
    @Nullable Integer members,
    @Nullable Image image,
    @Nullable Storage storage,
    WorkloadSettings workload,
    @Nullable ClusterContext context)
    implements Messaging {

  public RabbitHaProps {
    Copies.required("RabbitHaProps.workload", workload);
  }

  static final Image DEFAULT_IMAGE = Image.of("rabbitmq:4.2-management");
  static final Storage DEFAULT_STORAGE = Storage.claim(Quantity.gibibytes(8));

  /** Starts with all defaults. */
  public static RabbitHaPropsBuilder builder() {
    return RabbitHaPropsBuilder.builder().workload(WorkloadSettings.NONE);
  }
}
