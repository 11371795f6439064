// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real nodes come, do what a test tells them, and go without a trace. */
@Tag("cluster")
class RealNodesTest {

  @Test
  void nodesAreReadyAndGoneAfterwards() {
    try (RealNodes nodes =
        RealNodes.start("real-nodes", 3, List.of("docker.io/library/redis:7.2"))) {
      assertThat(nodes.nodes()).hasSize(3);
      System.out.println(nodes.plane().kubectl("get", "nodes", "-o", "wide").output());
      System.out.println(
          nodes.plane().kubectl("run", "redis", "--image=docker.io/library/redis:7.2").output());
      Wait.until(
          Wait.LONG,
          "running",
          () -> {
            String phase =
                nodes
                    .plane()
                    .kubectl("get", "pod", "redis", "-o", "jsonpath={.status.phase}")
                    .output();
            return phase.equals("Running") ? "" : phase;
          });
      System.out.println(nodes.plane().kubectl("logs", "redis"));
      System.out.println(
          nodes.plane().kubectl("exec", "redis", "--", "cat", "/STAND-IN", "/proc/self/cgroup"));
    }
  }
}
