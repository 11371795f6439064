// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.mongo;

import io.github.cdk8s.stackstorm.internal.BackendContext;
import io.github.cdk8s.stackstorm.internal.BackendPods;
import io.github.cdk8s.stackstorm.internal.Problems;
import io.github.cdk8s.stackstorm.internal.StatefulBackend;
import io.github.cdk8s.stackstorm.internal.StatefulPlan;
import io.github.cdk8s.stackstorm.k8s.ClientTls;
import io.github.cdk8s.stackstorm.k8s.Credentials;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import software.constructs.Construct;

/**
 * A MongoDB replica set on the official image: a StatefulSet whose members start in parallel, a
 * headless Service that names them, a Service, a disruption budget, and a volume claim for each
 * member. Beside each mongod runs an agent that initiates the set, makes its users, takes new
 * members in and follows changes of passwords; no operator and no manual step is needed.
 *
 * <p>There is never more than one set: member 0 initiates, and only when every member answers and
 * none has a configuration. A member that lost its volume is filled by the others.
 */
public class MongoReplicaSet extends Construct {

  private final MongoEndpoint endpoint;
  private final Credentials credentials;

  /** Three members, named by the id. */
  public MongoReplicaSet(Construct scope, String id) {
    this(scope, id, MongoReplicaSetProps.builder().build());
  }

  /** Properties that break a rule are reported by cdk8s at synth, and nothing is rendered. */
  public MongoReplicaSet(Construct scope, String id, MongoReplicaSetProps props) {
    super(scope, id);
    BackendContext context = BackendContext.of(this, id, props.name(), props.context());
    int members = BackendPods.members(props.members());
    MongoCredentials logins =
        props.credentials() == null
            ? MongoCredentials.in(SecretRef.named(context.name()))
            : props.credentials();
    StatefulPlan plan = new MongoPod(context, props, members, logins).plan();
    Problems problems = MongoRules.check(this, context, props, plan, logins);
    credentials = logins.client();
    endpoint =
        MongoEndpoint.builder()
            .hosts(context.hosts(members, MongoPod.PORT))
            .database(props.database())
            .replicaSet(props.replicaSet())
            .credentials(credentials)
            .tls(props.tls() == null ? null : ClientTls.of(props.tls().secret(context.name())))
            .build();
    if (!problems.reportAt(this)) {
      StatefulBackend.render(this, plan);
    }
  }

  /** How clients reach it: all members, and the login of the database's user. */
  public MongoEndpoint endpoint() {
    return endpoint;
  }

  /** Where the login of the database's user lies. */
  public Credentials credentials() {
    return credentials;
  }
}
