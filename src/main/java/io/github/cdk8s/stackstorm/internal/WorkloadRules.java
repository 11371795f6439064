// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.internal;

import io.github.cdk8s.stackstorm.k8s.ObjectRef;
import io.github.cdk8s.stackstorm.k8s.Problem;
import io.github.cdk8s.stackstorm.k8s.ServiceAccountRef;
import io.github.cdk8s.stackstorm.placement.PlacementRules;
import io.github.cdk8s.stackstorm.workload.ServiceType;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;

/** What can be wrong with the settings of any workload. */
public final class WorkloadRules {

  private static final int ABSURD_REPLICAS = 1000;
  private static final Duration ABSURD_GRACE = Duration.ofDays(7);
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

  private final Problems problems = new Problems();
  private final String property;
  private final WorkloadSettings settings;

  private WorkloadRules(String property, WorkloadSettings settings) {
    this.property = property;
    this.settings = settings;
  }

  /**
   * All that is wrong.
   *
   * @param property the property that holds the settings
   * @param plan the pod that the settings are worked into
   */
  public static List<Problem> problems(String property, WorkloadSettings settings, PodPlan plan) {
    WorkloadRules rules = new WorkloadRules(property, settings);
    rules.numbers(plan);
    rules.references(plan.context().namespace());
    rules.labels(plan.identity());
    rules.names(plan);
    rules.env();
    rules.service();
    rules.problems.addAll(PlacementRules.problems(rules.at("placement"), settings.placement()));
    return rules.problems.found();
  }

  private void numbers(PodPlan plan) {
    Integer replicas = settings.replicas();
    if (replicas != null) {
      problems.require(
          replicas >= 0 && replicas <= ABSURD_REPLICAS,
          at("replicas"),
          replicas,
          "must be from 0 to " + ABSURD_REPLICAS,
          "give the number of pods that shall run");
    }
    Duration grace = settings.terminationGracePeriod();
    if (grace != null) {
      problems.require(
          !grace.isNegative() && !grace.isZero() && grace.compareTo(ABSURD_GRACE) <= 0,
          at("terminationGracePeriod"),
          grace,
          "must be more than nothing and at most " + ABSURD_GRACE.toDays() + " days",
          "leave it out to keep " + plan.terminationGracePeriod().toSeconds() + " s");
    }
    problems.addAll(settings.resources().orElse(plan.main().resources()).problems(at("resources")));
  }

  private void references(String namespace) {
    references("imagePullSecrets", settings.imagePullSecrets(), namespace);
    references("envFromSecrets", settings.envFromSecrets(), namespace);
    ServiceAccountRef account = settings.serviceAccount();
    references("serviceAccount", account == null ? List.of() : List.of(account), namespace);
  }

  private void references(String list, List<? extends ObjectRef> references, String namespace) {
    references.forEach(reference -> problems.addAll(reference.problems(at(list), namespace)));
  }

  private void labels(Identity identity) {
    Map<String, String> own =
        new Identity(
                identity.name(),
                identity.part(),
                identity.instance(),
                identity.component(),
                identity.version(),
                Map.of())
            .allLabels();
    for (Map.Entry<String, String> label : settings.labels().entrySet()) {
      String where = at("labels[" + label.getKey() + "]");
      problems.require(
          !own.containsKey(label.getKey()),
          where,
          label.getValue(),
          "is a label that the library sets",
          "choose another key");
      problems.require(
          label.getValue().matches("([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?"),
          where,
          '"' + label.getValue() + '"',
          "must be at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends",
          "put longer texts into annotations");
    }
  }

  private void names(PodPlan plan) {
    unique(
        "volumes",
        "volume",
        Stream.concat(plan.volumes().stream(), settings.volumes().stream()).map(Volume::getName));
    unique(
        "volumeMounts",
        "mount path",
        Stream.concat(plan.main().mounts().stream(), settings.volumeMounts().stream())
            .map(VolumeMount::getMountPath));
    Stream<String> own =
        Stream.of(plan.initContainers(), List.of(plan.main()), plan.companions())
            .flatMap(List::stream)
            .map(ContainerPlan::name);
    Stream<String> added =
        Stream.of(settings.initContainers(), settings.sidecars())
            .flatMap(List::stream)
            .map(Container::getName);
    unique("sidecars", "container", Stream.concat(own, added));
    Set<String> volumes = new HashSet<>();
    plan.volumes().forEach(volume -> volumes.add(volume.getName()));
    settings.volumes().forEach(volume -> volumes.add(volume.getName()));
    for (VolumeMount mount : settings.volumeMounts()) {
      problems.require(
          volumes.contains(mount.getName()),
          at("volumeMounts[" + mount.getMountPath() + "]"),
          mount.getName(),
          "names no volume of the pod",
          "add the volume to volumes");
    }
  }

  private void env() {
    for (String name : settings.env().keySet()) {
      problems.require(
          VARIABLE.matcher(name).matches(),
          at("env[" + name + "]"),
          '"' + name + '"',
          "is no name of a variable",
          "use letters, digits and '_'");
    }
  }

  private void service() {
    String hostname = settings.service().hostname();
    problems.require(
        settings.service().type() != ServiceType.EXTERNAL_NAME
            || (hostname != null && !hostname.isBlank()),
        at("service.hostname"),
        "(none)",
        "a Service of type ExternalName stands for a host name",
        "set service.hostname, or choose another type");
  }

  private void unique(String list, String what, Stream<String> names) {
    Set<String> seen = new HashSet<>();
    names
        .filter(name -> !seen.add(name))
        .forEach(
            name ->
                problems.require(
                    false,
                    at(list + "[" + name + "]"),
                    name,
                    "is a second " + what + " of that name",
                    "rename it"));
  }

  private String at(String name) {
    return property.isEmpty() ? name : property + "." + name;
  }
}
