// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.support.Manifests;
import io.github.cdk8s.stackstorm.support.Manifests.Node;
import io.github.cdk8s.stackstorm.support.TestCluster;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How much of a Kubernetes cluster a StackStorm cluster asks for. */
class SizeTest {

  @Test
  void aDevelopmentClusterFitsOnALaptop() {
    Manifests cluster = TestCluster.manifests(props -> props.profile(ClusterProfile.development()));
    // a laptop's virtual machine of 4 CPUs and 8 GiB, with half of each left for others
    assertThat(requested(cluster, "cpu")).isLessThanOrEqualTo(new BigDecimal("2"));
    assertThat(requested(cluster, "memory")).isLessThanOrEqualTo(Quantity.gibibytes(4).amount());
  }

  @Test
  void aProductionClusterFitsOnThreeSmallNodes() {
    Manifests cluster = TestCluster.manifests(props -> props);
    // three nodes of 4 CPUs and 8 GiB, with a quarter of each left for others and for roll-outs
    assertThat(requested(cluster, "cpu")).isLessThanOrEqualTo(new BigDecimal("9"));
    assertThat(requested(cluster, "memory")).isLessThanOrEqualTo(Quantity.gibibytes(18).amount());
  }

  /**
   * What the scheduler counts for all pods: the containers together, or the largest init container
   * where that is more.
   */
  private static BigDecimal requested(Manifests cluster, String resource) {
    BigDecimal all = BigDecimal.ZERO;
    for (Node workload : cluster.workloads()) {
      BigDecimal together =
          amounts(workload.pod().list("containers"), resource).stream()
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      BigDecimal pod =
          amounts(workload.pod().list("initContainers"), resource).stream()
              .reduce(together, BigDecimal::max);
      all = all.add(pod.multiply(BigDecimal.valueOf(workload.number("spec.replicas"))));
    }
    return all;
  }

  private static List<BigDecimal> amounts(List<Node> containers, String resource) {
    return containers.stream()
        .map(it -> Quantity.of(it.text("resources.requests." + resource)).amount())
        .toList();
  }
}
