// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.mongo;

import io.github.cdk8s.stackstorm.internal.BackendContext;
import io.github.cdk8s.stackstorm.internal.BackendPods;
import io.github.cdk8s.stackstorm.internal.Problems;
import io.github.cdk8s.stackstorm.internal.StatefulPlan;
import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.k8s.Quorum;
import io.github.cdk8s.stackstorm.k8s.Tls;
import software.constructs.Construct;

/** What can be wrong with a replica set. */
final class MongoRules {

  /** Three files of 100 MB for the journal, and the oplog, which takes 990 MB at the least. */
  private static final Quantity LEAST_STORAGE = Quantity.gibibytes(2);

  private MongoRules() {}

  static Problems check(
      Construct scope,
      BackendContext context,
      MongoReplicaSetProps props,
      StatefulPlan plan,
      MongoCredentials logins) {
    Problems problems = new Problems();
    context.check(problems);
    problems.addAll(Quorum.problems("members", plan.members()));
    problems.require(
        props.replicaSet().matches("[A-Za-z0-9_-]{1,63}"),
        "replicaSet",
        '"' + props.replicaSet() + '"',
        "must be letters, digits, '-' and '_'",
        "leave it out for rs0");
    problems.require(
        props.database().matches("[A-Za-z0-9_-]{1,63}")
            && !props.database().matches("admin|local|config"),
        "database",
        '"' + props.database() + '"',
        "must be letters, digits, '-' and '_', and none of MongoDB's own (admin, local, config)",
        "leave it out for st2");
    problems.addAll(logins.problems("credentials", context.cluster().namespace()));
    image(problems, plan);
    memory(problems, props);
    tls(problems, props, context);
    BackendPods.check(scope, problems, plan, LEAST_STORAGE);
    return problems;
  }

  private static void image(Problems problems, StatefulPlan plan) {
    MongoVersion version = MongoVersion.of(plan.pod().main().image());
    problems.require(
        version == null || version.compareTo(MongoVersion.OLDEST) >= 0,
        "image",
        plan.pod().main().image(),
        "is older than " + MongoVersion.OLDEST + ", whose members change one at a time safely",
        "use " + MongoReplicaSetProps.DEFAULT_IMAGE.reference());
  }

  private static void memory(Problems problems, MongoReplicaSetProps props) {
    Quantity limit = MongoPod.memoryLimit(props);
    problems.require(
        MongodConf.cache(limit).compareTo(MongodConf.LEAST_CACHE) >= 0,
        "workload.resources.memoryLimit",
        limit.text(),
        "40 % of it are the cache, which cannot be smaller than 0.25 GiB",
        "give 640Mi at the least, and 2Gi for production");
  }

  private static void tls(Problems problems, MongoReplicaSetProps props, BackendContext context) {
    Tls tls = props.tls();
    if (tls instanceof Tls.Existing existing) {
      problems.addAll(existing.secret().problems("tls", context.cluster().namespace()));
    }
    if (tls instanceof Tls.CertManager certManager) {
      problems.require(
          !certManager.issuer().isBlank(),
          "tls.issuer",
          '"' + certManager.issuer() + '"',
          "without an issuer there is no certificate",
          "name an Issuer of cert-manager, or give a Secret with Tls.existing");
    }
  }
}
