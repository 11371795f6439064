// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.redis;

import io.github.cdk8s.stackstorm.internal.BackendContext;
import io.github.cdk8s.stackstorm.internal.BackendPods;
import io.github.cdk8s.stackstorm.internal.Problems;
import io.github.cdk8s.stackstorm.internal.StatefulBackend;
import io.github.cdk8s.stackstorm.internal.StatefulPlan;
import io.github.cdk8s.stackstorm.k8s.Credentials;
import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.k8s.Quorum;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import software.constructs.Construct;

/**
 * Redis with Sentinel on the official image: a StatefulSet whose pods hold a Redis and a Sentinel
 * each, a headless Service that names them, a Service, a disruption budget, and a volume claim for
 * each pod. The password comes from the Secret of its name, under the key {@code password}.
 * Sentinels take none, since StackStorm 3.8 could not give one.
 */
public class RedisSentinel extends Construct {

  private static final Quantity LEAST_STORAGE = Quantity.mebibytes(256);

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
    StatefulPlan plan = RedisPod.plan(context, props, members);
    Problems problems = new Problems();
    context.check(problems);
    problems.addAll(Quorum.problems("members", members));
    problems.require(
        props.masterName().matches("[A-Za-z0-9._-]{1,63}"),
        "masterName",
        '"' + props.masterName() + '"',
        "must be letters, digits, '.', '_' and '-'",
        "leave it out for mymaster");
    BackendPods.check(this, problems, plan, LEAST_STORAGE);
    endpoint =
        RedisEndpoint.builder()
            .hosts(context.hosts(members, RedisPod.SENTINEL_PORT))
            .masterName(props.masterName())
            .credentials(Credentials.passwordIn(SecretRef.named(context.name())))
            .build();
    if (!problems.reportAt(this)) {
      StatefulBackend.render(this, plan);
    }
  }

  /** How clients reach it: through the Sentinels. */
  public RedisEndpoint endpoint() {
    return endpoint;
  }
}
