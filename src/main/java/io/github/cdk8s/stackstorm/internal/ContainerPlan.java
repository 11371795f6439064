// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.internal;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import io.github.cdk8s.stackstorm.internal.props.Props;
import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.k8s.Resources;
import java.util.List;
import java.util.Map;
import org.cdk8s.plus34.k8s.EnvFromSource;
import org.cdk8s.plus34.k8s.EnvVar;
import org.cdk8s.plus34.k8s.LifecycleHandler;
import org.cdk8s.plus34.k8s.Probe;
import org.cdk8s.plus34.k8s.VolumeMount;
import org.jspecify.annotations.Nullable;

/**
 * A container before it meets its surroundings.
 *
 * @param ports container ports by name
 * @param capabilities what it keeps of the capabilities; all others are dropped
 * @param readOnlyRoot whether it writes to its mounts only
 */
@Props
public record ContainerPlan(
    String name,
    Image image,
    List<String> command,
    List<String> args,
    Map<String, Integer> ports,
    List<EnvVar> env,
    List<EnvFromSource> envFrom,
    List<VolumeMount> mounts,
    Resources resources,
    List<String> capabilities,
    boolean readOnlyRoot,
    @Nullable Probe startupProbe,
    @Nullable Probe readinessProbe,
    @Nullable Probe livenessProbe,
    @Nullable LifecycleHandler preStop) {
  /**
   * What an init container that does nothing but write a file requests, so that a quota admits it.
   */
  public static final Resources WRITING_A_FILE = Resources.requests("10m", "32Mi");

  public ContainerPlan {
    command = Copies.list("ContainerPlan.command", command);
    args = Copies.list("ContainerPlan.args", args);
    ports = Copies.map("ContainerPlan.ports", ports);
    env = Copies.list("ContainerPlan.env", env);
    envFrom = Copies.list("ContainerPlan.envFrom", envFrom);
    mounts = Copies.list("ContainerPlan.mounts", mounts);
    capabilities = Copies.list("ContainerPlan.capabilities", capabilities);
  }

  /** Starts with no resources of its own. */
  public static ContainerPlanBuilder builder(String name, Image image) {
    return ContainerPlanBuilder.builder().name(name).image(image).resources(Resources.NONE);
  }
}
