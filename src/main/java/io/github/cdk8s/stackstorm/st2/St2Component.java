// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import io.github.cdk8s.stackstorm.internal.Companions;
import io.github.cdk8s.stackstorm.internal.Identity;
import io.github.cdk8s.stackstorm.internal.L1;
import io.github.cdk8s.stackstorm.internal.Names;
import io.github.cdk8s.stackstorm.internal.PodPlan;
import io.github.cdk8s.stackstorm.internal.PodTemplates;
import io.github.cdk8s.stackstorm.internal.Problems;
import io.github.cdk8s.stackstorm.internal.WorkloadRules;
import io.github.cdk8s.stackstorm.workload.ServiceSettings;
import io.github.cdk8s.stackstorm.workload.ServiceSettingsBuilder;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cdk8s.plus34.k8s.DeploymentSpec;
import org.cdk8s.plus34.k8s.DeploymentStrategy;
import org.cdk8s.plus34.k8s.KubeDeployment;
import org.cdk8s.plus34.k8s.KubeDeploymentProps;
import org.cdk8s.plus34.k8s.LabelSelector;
import org.cdk8s.plus34.k8s.RollingUpdateDeployment;
import software.constructs.Construct;

/**
 * One service of StackStorm: a Deployment, and a Service and a disruption budget where it wants
 * them. It renders any entry of {@link St2Services} and knows none of them by name.
 */
public class St2Component extends Construct {

  /**
   * Settings that break a rule are reported by cdk8s at synth, together with those of all other
   * constructs, and nothing of this one is rendered.
   *
   * @param scope a chart, or a construct within one
   * @param id the construct's id; the names of the objects come from the context
   */
  public St2Component(Construct scope, String id, St2ComponentProps props) {
    super(scope, id);
    St2Service service = props.service();
    PodPlan plan = plan(props);
    Problems problems = new Problems();
    problems.addAll(ComponentRules.problems(Names.of(scope, this), this, props));
    problems.addAll(WorkloadRules.problems("", props.settings(), plan, List.of()));
    problems.addAll(service.scaling().problems("replicas", props.replicas()));
    problems.addAll(Drains.problems(props));
    Problems.warn(this, Drains.warnings(props));
    if (props.settings().image() != null) {
      Problems.warn(this, props.settings().image().warnings("image"));
    }
    if (!problems.reportAt(this)) {
      render(props, plan);
    }
  }

  private void render(St2ComponentProps props, PodPlan plan) {
    St2Service service = props.service();
    Identity identity = plan.identity();
    String namespace = plan.context().namespace();
    new KubeDeployment(
        this,
        "Resource",
        KubeDeploymentProps.builder()
            .metadata(L1.metadata(identity, namespace, props.settings().annotations()))
            .spec(
                DeploymentSpec.builder()
                    .replicas(props.replicas())
                    .selector(LabelSelector.builder().matchLabels(identity.selector()).build())
                    .strategy(strategy(service, props.settings()))
                    .template(PodTemplates.render(plan))
                    .build())
            .build());
    Companions companions = new Companions(this, identity, namespace);
    companions.budget(props.replicas());
    if (service.hasKubernetesService()) {
      companions.service(
          serviceSettings(props),
          Map.of(ProbeRendering.PORT_NAME, Objects.requireNonNull(service.port())));
    }
  }

  private static PodPlan plan(St2ComponentProps props) {
    St2Service service = props.service();
    St2Context context = props.context();
    Identity identity =
        new Identity(
            context.names().service(service),
            service.name(),
            context.cluster().instance(),
            service.tier(),
            context.version().tag(),
            props.settings().labels());
    return St2Pod.plan(props, identity);
  }

  /**
   * A singleton is gone before its successor starts; pods that must not share a host make room
   * first.
   */
  private static DeploymentStrategy strategy(St2Service service, WorkloadSettings settings) {
    if (service.scaling() instanceof Scaling.Singleton) {
      return DeploymentStrategy.builder().type("Recreate").build();
    }
    boolean strictlyApart = settings.placement().keepsStrictlyApart();
    return DeploymentStrategy.builder()
        .type("RollingUpdate")
        .rollingUpdate(
            RollingUpdateDeployment.builder()
                .maxSurge(L1.number(strictlyApart ? 0 : 1))
                .maxUnavailable(L1.number(strictlyApart ? 1 : 0))
                .build())
        .build();
  }

  private static ServiceSettings serviceSettings(St2ComponentProps props) {
    ServiceSettings own = props.settings().service();
    return own.type() != null
        ? own
        : ServiceSettingsBuilder.builder(own).type(props.service().serviceType()).build();
  }
}
