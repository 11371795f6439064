// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import io.github.cdk8s.stackstorm.internal.ContainerPlan;
import io.github.cdk8s.stackstorm.internal.Identity;
import io.github.cdk8s.stackstorm.internal.PodPlan;
import io.github.cdk8s.stackstorm.internal.PodPlanBuilder;
import io.github.cdk8s.stackstorm.k8s.Image;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cdk8s.plus34.k8s.ConfigMapEnvSource;
import org.cdk8s.plus34.k8s.EnvFromSource;
import org.cdk8s.plus34.k8s.EnvVar;
import org.cdk8s.plus34.k8s.LifecycleHandler;
import org.cdk8s.plus34.k8s.SleepAction;
import org.jspecify.annotations.Nullable;

/** The pod of an entry of the catalogue. */
final class St2Pod {

  private St2Pod() {}

  static PodPlan plan(St2ComponentProps props, Identity identity) {
    St2Service service = props.service();
    St2Context context = props.context();
    Image own = props.settings().image();
    Image image = own == null ? context.version().image(service.imageName()) : own;
    PodParts parts = new PodParts(context, service, image);
    return PodPlanBuilder.builder()
        .identity(identity)
        .annotations(St2Checksums.of(context, service, parts.needsScripts()))
        .context(context.cluster())
        .settings(props.settings())
        .main(main(service, context, image, parts))
        .initContainers(parts.initContainers)
        .volumes(parts.volumes)
        // A process that is number 1 of its container ignores SIGTERM, and cannot register itself
        // again after a kill: the registry knows it by host name and process id, and both would be
        // those of the dead one.
        .shareProcessNamespace(true)
        .revisioned(true)
        .terminationGracePeriod(Drains.grace(service, context.config()))
        .build();
  }

  private static ContainerPlan main(
      St2Service service, St2Context context, Image image, PodParts parts) {
    ProbeRendering probes =
        new ProbeRendering(service.port(), context.connections().messaging().hosts());
    List<EnvFromSource> envFrom = new ArrayList<>();
    envFrom.add(
        EnvFromSource.builder()
            .configMapRef(ConfigMapEnvSource.builder().name(context.names().urls()).build())
            .build());
    envFrom.addAll(parts.envFrom);
    return ContainerPlan.builder(service.name(), image)
        .command(command(service))
        .args(
            service.command() instanceof St2Command.ConfigChain
                ? St2Files.configFileArguments(context, service)
                : List.of())
        .ports(service.port() == null ? Map.of() : Map.of(ProbeRendering.PORT_NAME, service.port()))
        .env(variables(service.env()))
        .envFrom(envFrom)
        .mounts(parts.mounts)
        .resources(service.resources())
        .capabilities(service.capabilities())
        .startupProbe(probes.render(service.probes().startup()))
        .readinessProbe(probes.render(service.probes().readiness()))
        .livenessProbe(probes.render(service.probes().liveness()))
        .preStop(sleep(service.preStop()))
        .build();
  }

  private static List<String> command(St2Service service) {
    if (service.command() instanceof St2Command.Explicit explicit) {
      return explicit.words();
    }
    return service.command() instanceof St2Command.ConfigChain
        ? List.of("/opt/stackstorm/st2/bin/" + service.name())
        : List.of();
  }

  private static List<EnvVar> variables(Map<String, String> env) {
    return env.entrySet().stream()
        .map(entry -> EnvVar.builder().name(entry.getKey()).value(entry.getValue()).build())
        .toList();
  }

  private static @Nullable LifecycleHandler sleep(Duration duration) {
    return duration.isZero()
        ? null
        : LifecycleHandler.builder()
            .sleep(SleepAction.builder().seconds(duration.toSeconds()).build())
            .build();
  }
}
