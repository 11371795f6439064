// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.rabbitmq;

import io.github.cdk8s.stackstorm.internal.BackendContext;
import io.github.cdk8s.stackstorm.internal.BackendPods;
import io.github.cdk8s.stackstorm.internal.Problems;
import io.github.cdk8s.stackstorm.internal.StatefulBackend;
import io.github.cdk8s.stackstorm.internal.StatefulPlan;
import io.github.cdk8s.stackstorm.k8s.ClientTls;
import io.github.cdk8s.stackstorm.k8s.Credentials;
import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.k8s.Quorum;
import software.constructs.Construct;

/**
 * A RabbitMQ cluster on the official image: a StatefulSet whose members start in parallel and form
 * one cluster by themselves, a headless Service that names them, a Service for clients, a
 * disruption budget, a ConfigMap, and a volume claim for each member. Virtual host, user and
 * policies are there from the first start on, and {@code guest} is not. Login and Erlang cookie
 * come from the Secret of its name, under the keys {@code username}, {@code password} and {@code
 * erlang-cookie}.
 *
 * <p>A message that RabbitMQ has confirmed, in a quorum queue of three members, survives the loss
 * of any one of them, and a restart of all. StackStorm itself asks for no confirmations.
 */
public class RabbitHa extends Construct {

  private static final Quantity LEAST_STORAGE = Quantity.gibibytes(2);

  private final RabbitEndpoint endpoint;

  /** Three members, named by the id. */
  public RabbitHa(Construct scope, String id) {
    this(scope, id, RabbitHaProps.builder().build());
  }

  /** Properties that break a rule are reported by cdk8s at synth, and nothing is rendered. */
  public RabbitHa(Construct scope, String id, RabbitHaProps props) {
    super(scope, id);
    BackendContext context = BackendContext.of(this, id, props.name(), props.context());
    int members = BackendPods.members(props.members());
    StatefulPlan plan = RabbitPod.plan(context, props, RabbitRules.version(props), members);
    Problems problems = new Problems();
    context.check(problems);
    problems.addAll(Quorum.problems("members", members));
    RabbitRules.check(problems, context, props, members);
    BackendPods.check(this, problems, plan, LEAST_STORAGE);
    endpoint =
        RabbitEndpoint.builder()
            .hosts(context.hosts(members, RabbitPod.clientPort(props)))
            .virtualHost(props.virtualHost())
            .credentials(RabbitPod.credentials(context, props))
            .tls(props.tls() == null ? null : ClientTls.of(props.tls().secret(context.name())))
            .build();
    if (!problems.reportAt(this)) {
      StatefulBackend.render(this, plan);
    }
  }

  /** How clients reach it: all members, the virtual host, and TLS where it is on. */
  public RabbitEndpoint endpoint() {
    return endpoint;
  }

  /** Where the login lies that clients use. */
  public Credentials credentials() {
    return endpoint.credentials();
  }
}
