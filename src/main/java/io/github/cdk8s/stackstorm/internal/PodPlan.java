// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.internal;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import io.github.cdk8s.stackstorm.internal.props.Props;
import io.github.cdk8s.stackstorm.workload.ClusterContext;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.cdk8s.plus34.k8s.Volume;
import org.jspecify.annotations.Nullable;

/**
 * A pod before the user's settings and the cluster's surroundings are worked in.
 *
 * @param annotations the library's own, on the pods only: checksums of what they have read when
 *     they started
 * @param settings all levels merged
 * @param main the container that the settings speak of
 * @param companions further containers of the library's own
 * @param revisioned whether a Deployment makes the pods, which are then told apart by revision
 * @param uid the user and group of all containers; null keeps those of the images
 */
@Props
public record PodPlan(
    Identity identity,
    Map<String, String> annotations,
    ClusterContext context,
    WorkloadSettings settings,
    ContainerPlan main,
    List<ContainerPlan> companions,
    List<ContainerPlan> initContainers,
    List<Volume> volumes,
    boolean shareProcessNamespace,
    boolean revisioned,
    Duration terminationGracePeriod,
    @Nullable Integer uid) {
  public PodPlan {
    annotations = Copies.map("PodPlan.annotations", annotations);
    companions = Copies.list("PodPlan.companions", companions);
    initContainers = Copies.list("PodPlan.initContainers", initContainers);
    volumes = Copies.list("PodPlan.volumes", volumes);
  }
}
