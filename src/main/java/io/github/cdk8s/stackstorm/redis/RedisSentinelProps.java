// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.redis;

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
import org.jspecify.annotations.Nullable;

/**
 * Redis with Sentinel.
 *
 * @param name name of its objects and of its Secret; the construct's id by default
 * @param members 3 by default: 1, 3, 5 or 7. Each is a Redis and a Sentinel
 * @param image the official image of Redis or Valkey, {@code redis:7.2} by default; names instead
 *     of addresses need 7.0 or later
 * @param storage of each member, a claim of 2Gi by default: what Redis holds, and what the Sentinel
 *     has learned
 * @param masterName the name by which the Sentinels know the master, {@code mymaster} by default
 * @param credentials the password of Redis; the key {@code password} of the Secret of its name by
 *     default. Redis takes any printable text; StackStorm's client library carries letters, digits,
 *     {@code -}, {@code .}, {@code _} and {@code ~} only
 * @param sentinelPassword the key, in the same Secret, of a password that the Sentinels ask for;
 *     null, the default, lets everyone ask them who the master is. StackStorm before 3.9 could not
 *     give one
 * @param tls the certificate by which Redis and Sentinels are reached; nothing is served in clear
 *     then. The Secret must hold {@code ca.crt} too. Null, the default, for clear text
 * @param metrics metrics of each Redis by redis_exporter; null, the default, for none
 * @param workload all else that can be set on the pods; replicas and image are set here, resources
 *     are those of the Redis container, whose memory limit says how much Redis may hold
 * @param context the cluster that it belongs to; null where it stands alone
 */
@Props
public record RedisSentinelProps(
    @Nullable String name,
    @Nullable Integer members,
    @Nullable Image image,
    @Nullable Storage storage,
    String masterName,
    @Nullable Credentials credentials,
    @Nullable String sentinelPassword,
    @Nullable Tls tls,
    @Nullable Metrics metrics,
    WorkloadSettings workload,
    @Nullable ClusterContext context)
    implements Coordination {

  public RedisSentinelProps {
    Copies.required("RedisSentinelProps.masterName", masterName);
    Copies.required("RedisSentinelProps.workload", workload);
  }

  static final Image DEFAULT_IMAGE = Image.of("redis:7.2");
  static final Image DEFAULT_EXPORTER = Image.of("oliver006/redis_exporter:v1.74.0");
  static final Storage DEFAULT_STORAGE = Storage.claim(Quantity.gibibytes(2));

  /** Starts with the master name {@code mymaster}. */
  public static RedisSentinelPropsBuilder builder() {
    return RedisSentinelPropsBuilder.builder()
        .masterName("mymaster")
        .workload(WorkloadSettings.NONE);
  }
}
