// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import io.github.cdk8s.stackstorm.config.OptionName;
import io.github.cdk8s.stackstorm.internal.Identity;
import io.github.cdk8s.stackstorm.internal.L1;
import io.github.cdk8s.stackstorm.internal.Names;
import io.github.cdk8s.stackstorm.internal.Problems;
import io.github.cdk8s.stackstorm.k8s.Problem;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cdk8s.plus34.k8s.KubeConfigMap;
import org.cdk8s.plus34.k8s.KubeConfigMapProps;
import software.constructs.Construct;

/** The ConfigMaps that all services of a cluster share: URLs, configuration files, scripts. */
public class St2SharedConfig extends Construct {

  /**
   * Makes the ConfigMaps under the names of {@link St2Names}. Options that StackStorm's release
   * does not know, or that are not the user's to set, are reported by cdk8s at synth.
   */
  public St2SharedConfig(Construct scope, String id, St2Context context) {
    super(scope, id);
    Problems.warn(this, context.config().warnings());
    if (problems(scope, context).reportAt(this)) {
      return;
    }
    St2Names names = context.names();
    configMap(context, "urls", names.urls(), St2ConfigFiles.urls(context));
    configMap(context, "files", names.config(), St2ConfigFiles.all(context));
    configMap(context, "scripts", names.scripts(), St2Scripts.all());
  }

  private Problems problems(Construct scope, St2Context context) {
    Problems problems = new Problems();
    problems.addAll(St2ConfigFiles.connections(context).problems());
    problems.addAll(claim(scope, context));
    problems.addAll(context.config().problems(context.version().release().options()));
    SecretRef secret = context.configSecret();
    if (secret != null) {
      problems.addAll(secret.problems("configSecret", context.cluster().namespace()));
    }
    for (St2Service service : context.serviceLogging().keySet()) {
      problems.require(
          service.section() != null,
          "serviceLogging[" + service.name() + "]",
          context.serviceLogging().get(service),
          "is no service that logs as StackStorm's configuration says",
          "leave it out");
    }
    Map<OptionName, String> values = context.config().values();
    for (St2Service service : St2Services.all()) {
      OptionName file = new OptionName(String.valueOf(service.section()), "logging");
      problems.require(
          context.logging(service) == null || !values.containsKey(file),
          file.toString(),
          String.valueOf(values.get(file)),
          "names another file than the one that logging makes",
          "set one of both");
    }
    return problems;
  }

  private List<Problem> claim(Construct scope, St2Context context) {
    St2Names names = context.names();
    return Names.of(scope, this)
        .claim(
            this,
            "context.cluster.instance",
            names.instance(),
            Stream.of(names.urls(), names.config(), names.scripts())
                .map(name -> new Names.Taken("ConfigMap", context.cluster().namespace(), name))
                .toArray(Names.Taken[]::new));
  }

  private void configMap(St2Context context, String id, String name, Map<String, String> data) {
    Identity identity =
        new Identity(
            name,
            "st2",
            context.cluster().instance(),
            "backend",
            context.version().tag(),
            Map.of());
    new KubeConfigMap(
        this,
        id,
        KubeConfigMapProps.builder()
            .metadata(L1.metadata(identity, context.cluster().namespace(), Map.of()))
            .data(data)
            .build());
  }
}
