// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.rabbitmq;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import io.github.cdk8s.stackstorm.internal.props.Props;
import io.github.cdk8s.stackstorm.k8s.Credentials;
import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.k8s.Storage;
import io.github.cdk8s.stackstorm.k8s.Tls;
import io.github.cdk8s.stackstorm.workload.ClusterContext;
import io.github.cdk8s.stackstorm.workload.Metrics;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A RabbitMQ cluster.
 *
 * @param name name of its objects and of its Secret; the construct's id by default
 * @param members 3 by default: 1, 3, 5 or 7
 * @param image the official image, {@code rabbitmq:4.2-management} by default; not its Alpine
 *     variant, whose user is another one
 * @param version what the configuration is written for; read from the image's tag by default
 * @param storage of each member, a claim of 8Gi by default
 * @param diskFreeLimit free space of a member's volume below which the whole cluster takes no more
 *     messages, 1Gi by default
 * @param credentials login of the user that is made; the keys {@code username} and {@code password}
 *     of the Secret {@code name} by default. A changed password is taken over when the pods are
 *     restarted
 * @param erlangCookie the shared secret of the members, as a password without a user; the key
 *     {@code erlang-cookie} in the Secret of {@code credentials} by default
 * @param virtualHost the virtual host that is made, {@code /} by default
 * @param defaultQueueType what queues become that are declared without a type, quorum by default.
 *     It changes no queue that exists
 * @param sensorWatchExpiry how long a queue {@code st2.sensor.watch.…} lives that no sensor
 *     container reads any more, 30 minutes by default
 * @param tls the certificate of the members; then clients connect by TLS alone, on port 5671, and
 *     the management interface is on 15671. Members speak to each other in clear. Null for none
 * @param metrics whether RabbitMQ's own metrics are on port 15692; null for no
 * @param config further entries of {@code rabbitmq.conf}; what the library itself depends on cannot
 *     be set
 * @param workload all else that can be set on the pods; replicas and image are set here. RabbitMQ's
 *     memory settings follow the memory limit
 * @param context the cluster that it belongs to; null where it stands alone
 */
@Props
public record RabbitHaProps(
    @Nullable String name,
    @Nullable Integer members,
    @Nullable Image image,
    @Nullable RabbitVersion version,
    @Nullable Storage storage,
    Quantity diskFreeLimit,
    @Nullable Credentials credentials,
    @Nullable Credentials erlangCookie,
    String virtualHost,
    RabbitQueueType defaultQueueType,
    Duration sensorWatchExpiry,
    @Nullable Tls tls,
    @Nullable Metrics metrics,
    Map<String, String> config,
    WorkloadSettings workload,
    @Nullable ClusterContext context)
    implements Messaging {

  public RabbitHaProps {
    Copies.required("RabbitHaProps.diskFreeLimit", diskFreeLimit);
    Copies.required("RabbitHaProps.virtualHost", virtualHost);
    Copies.required("RabbitHaProps.defaultQueueType", defaultQueueType);
    Copies.required("RabbitHaProps.sensorWatchExpiry", sensorWatchExpiry);
    config = Copies.map("RabbitHaProps.config", config);
    Copies.required("RabbitHaProps.workload", workload);
  }

  static final Image DEFAULT_IMAGE = Image.of("rabbitmq:4.2-management");
  static final Storage DEFAULT_STORAGE = Storage.claim(Quantity.gibibytes(8));

  /** Starts with all defaults. */
  public static RabbitHaPropsBuilder builder() {
    return RabbitHaPropsBuilder.builder()
        .diskFreeLimit(Quantity.gibibytes(1))
        .virtualHost("/")
        .defaultQueueType(RabbitQueueType.QUORUM)
        .sensorWatchExpiry(Duration.ofMinutes(30))
        .workload(WorkloadSettings.NONE);
  }
}
