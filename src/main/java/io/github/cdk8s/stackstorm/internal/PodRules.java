// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.internal;

import io.github.cdk8s.stackstorm.k8s.DnsName;
import io.github.cdk8s.stackstorm.k8s.Problem;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;

/**
 * What can be wrong with the volumes, mounts and containers that a user adds to a pod: their names
 * stand beside those of the library and of the surroundings.
 */
final class PodRules {

  private final Problems problems = new Problems();
  private final Function<String, String> at;
  private final WorkloadSettings settings;
  private final PodPlan plan;
  private final Surroundings surroundings;
  private final Set<String> volumes = new HashSet<>();

  private PodRules(Function<String, String> at, WorkloadSettings settings, PodPlan plan) {
    this.at = at;
    this.settings = settings;
    this.plan = plan;
    this.surroundings = new Surroundings(plan.context());
  }

  /**
   * All that is wrong.
   *
   * @param at where a property of the settings stands
   * @param claims names of volumes that a StatefulSet adds to the pods
   */
  static List<Problem> problems(
      Function<String, String> at, WorkloadSettings settings, PodPlan plan, List<String> claims) {
    PodRules rules = new PodRules(at, settings, plan);
    rules.volumes(claims);
    rules.containers();
    rules.mounts(
        "volumeMounts",
        Stream.concat(plan.main().mounts().stream(), rules.surroundings.mounts().stream()),
        settings.volumeMounts());
    rules.mountsOf("initContainers", settings.initContainers());
    rules.mountsOf("sidecars", settings.sidecars());
    return rules.problems.found();
  }

  private void volumes(List<String> claims) {
    volumes.addAll(claims);
    plan.volumes().forEach(volume -> volumes.add(volume.getName()));
    surroundings.volumes().forEach(volume -> volumes.add(volume.getName()));
    for (Volume volume : settings.volumes()) {
      String where = "volumes[" + volume.getName() + "]";
      label(where, volume.getName());
      once(where, volume.getName(), volumes.add(volume.getName()), "volume of that name");
    }
  }

  private void containers() {
    Set<String> names = new HashSet<>();
    Stream.of(plan.initContainers(), List.of(plan.main()), plan.companions())
        .flatMap(List::stream)
        .forEach(container -> names.add(container.name()));
    containers(names, "initContainers", settings.initContainers());
    containers(names, "sidecars", settings.sidecars());
  }

  private void containers(Set<String> names, String list, List<Container> containers) {
    for (Container container : containers) {
      String where = list + "[" + container.getName() + "]";
      label(where, container.getName());
      once(where, container.getName(), names.add(container.getName()), "container of that name");
    }
  }

  private void mountsOf(String list, List<Container> containers) {
    for (Container container : containers) {
      List<VolumeMount> mounts = container.getVolumeMounts();
      if (mounts != null) {
        mounts(list + "[" + container.getName() + "].volumeMounts", Stream.of(), mounts);
      }
    }
  }

  private void mounts(String list, Stream<VolumeMount> before, List<VolumeMount> added) {
    Set<String> paths = new HashSet<>();
    before.forEach(mount -> paths.add(mount.getMountPath()));
    for (VolumeMount mount : added) {
      String where = list + "[" + mount.getMountPath() + "]";
      once(where, mount.getMountPath(), paths.add(mount.getMountPath()), "mount at that path");
      problems.require(
          volumes.contains(mount.getName()),
          at.apply(where),
          mount.getName(),
          "names no volume of the pod",
          "add the volume to volumes");
    }
  }

  private void label(String where, String name) {
    problems.require(
        DnsName.isLabel(name),
        at.apply(where),
        '"' + name + '"',
        "must be a DNS label: lower-case letters, digits and '-', 63 at most",
        "rename it");
  }

  private void once(String where, String name, boolean isNew, String what) {
    problems.require(isNew, at.apply(where), name, "is a second " + what, "choose another");
  }
}
