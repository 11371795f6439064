// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import io.github.cdk8s.stackstorm.internal.Names;
import io.github.cdk8s.stackstorm.internal.Problems;
import io.github.cdk8s.stackstorm.k8s.DnsName;
import io.github.cdk8s.stackstorm.k8s.Problem;
import io.github.cdk8s.stackstorm.workload.ServiceSettings;
import java.util.List;
import software.constructs.Construct;

/**
 * What can be wrong with a service besides its pods. What it shares with others is checked by the
 * cluster that it belongs to, once; a service that is used alone checks it itself.
 */
final class ComponentRules {

  /** The kind under which a cluster takes its own name. */
  private static final String CLUSTER = "StackStormCluster";

  private ComponentRules() {}

  static List<Problem> problems(Names names, Construct component, St2ComponentProps props) {
    St2Service service = props.service();
    St2Context context = props.context();
    String namespace = context.cluster().namespace();
    String name = context.names().service(service);
    Problems problems = new Problems();
    problems.require(
        !Boolean.FALSE.equals(props.settings().enabled()),
        "enabled",
        "false",
        "is for the services of a cluster",
        "do not make the construct");
    problems.require(
        service.hasKubernetesService() || props.settings().service().equals(ServiceSettings.NONE),
        "service",
        "(set)",
        "nothing calls " + service.name() + ", so that it has no Kubernetes Service",
        "leave it out");
    problems.addAll(
        names.claim(
            component,
            "context.cluster.instance",
            context.cluster().instance(),
            new Names.Taken("Deployment", namespace, name),
            new Names.Taken("Service", namespace, name),
            new Names.Taken("PodDisruptionBudget", namespace, name)));
    if (!names.isTaken(new Names.Taken(CLUSTER, namespace, context.cluster().instance()))) {
      shared(problems, component, context, name);
    }
    return problems.found();
  }

  private static void shared(
      Problems problems, Construct component, St2Context context, String name) {
    String namespace = context.cluster().namespace();
    problems.addAll(
        DnsName.problems(
            "context.cluster.instance", context.cluster().instance(), DnsName.LABEL_MAX));
    problems.addAll(DnsName.problems("context.cluster.namespace", namespace, DnsName.LABEL_MAX));
    problems.addAll(DnsName.problems("name", name, DnsName.LABEL_MAX));
    St2Connections backends = context.connections();
    String at = "context.connections.";
    problems.addAll(backends.database().problems(at + "database", namespace));
    problems.addAll(backends.messaging().problems(at + "messaging", namespace));
    problems.addAll(backends.coordination().problems(at + "coordination", namespace));
    Problems.warn(component, context.version().warnings("context.version"));
  }
}
