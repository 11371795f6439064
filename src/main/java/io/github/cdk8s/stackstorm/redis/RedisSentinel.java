// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.redis;

import io.github.cdk8s.stackstorm.internal.BackendContext;
import io.github.cdk8s.stackstorm.internal.BackendPods;
import io.github.cdk8s.stackstorm.internal.Problems;
import io.github.cdk8s.stackstorm.internal.StatefulBackend;
import io.github.cdk8s.stackstorm.internal.StatefulPlan;
import io.github.cdk8s.stackstorm.k8s.ClientTls;
import io.github.cdk8s.stackstorm.k8s.Credentials;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import java.util.Objects;
import software.constructs.Construct;

/**
 * Redis with Sentinel on the official image: a StatefulSet whose pods hold a Redis and a Sentinel
 * each, a ConfigMap with their scripts, a headless Service that names them, a Service, a disruption
 * budget, and a volume claim for each pod.
 *
 * <p>The Sentinels alone decide which member is master, by majority; members take on their role
 * when they start, in any order. A master that fails is replaced within 15 s, one that is told to
 * end hands over first, and one that is cut off refuses writes after 10 s. Replication is
 * asynchronous: what a master acknowledged in the moment before it was killed may be lost.
 *
 * @see <a href="https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/">Redis
 *     Sentinel</a>
 */
public class RedisSentinel extends Construct {

  private final RedisEndpoint endpoint;

  /** Three members, named by the id. */
  public RedisSentinel(Construct scope, String id) {
    this(scope, id, RedisSentinelProps.builder().build());
  }

  /** Properties that break a rule are reported by cdk8s at synth, and nothing is rendered. */
  public RedisSentinel(Construct scope, String id, RedisSentinelProps props) {
    super(scope, id);
    BackendContext context = BackendContext.of(this, id, props.name(), props.context());
    int members = BackendPods.members(props.members());
    Credentials credentials =
        props.credentials() == null
            ? Credentials.passwordIn(SecretRef.named(context.name()))
            : props.credentials();
    RedisPod pod = new RedisPod(context, props, members, credentials);
    StatefulPlan plan = pod.plan();
    Problems problems = new Problems();
    RedisRules.check(problems, context, props, plan, credentials);
    BackendPods.check(this, problems, plan, RedisRules.LEAST_STORAGE);
    endpoint =
        RedisEndpoint.builder()
            .hosts(context.hosts(members, RedisPod.SENTINEL_PORT))
            .masterName(props.masterName())
            .credentials(credentials)
            .sentinelCredentials(
                props.sentinelPassword() == null
                    ? null
                    : new Credentials(credentials.secret(), null, props.sentinelPassword()))
            .tls(props.tls() == null ? null : ClientTls.of(props.tls().secret(context.name())))
            .build();
    if (!problems.reportAt(this)) {
      StatefulBackend.render(this, plan);
    }
  }

  /** How clients reach it: through the Sentinels. */
  public RedisEndpoint endpoint() {
    return endpoint;
  }

  /** Where the password lies. */
  public Credentials credentials() {
    // the constructor sets them in any case
    return Objects.requireNonNull(endpoint.credentials());
  }
}
