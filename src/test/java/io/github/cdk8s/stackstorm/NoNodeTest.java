// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.k8s.Resources;
import io.github.cdk8s.stackstorm.mongo.MongoReplicaSetProps;
import io.github.cdk8s.stackstorm.placement.Placement;
import io.github.cdk8s.stackstorm.st2.St2Services;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Building props is plain Java: it needs no Node, and costs no process. */
class NoNodeTest {

  @Test
  void propsAreBuiltWhereThereIsNoNode() throws Exception {
    ProcessBuilder java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                NoNodeTest.class.getName())
            .inheritIO();
    java.environment().put("JSII_RUNTIME", "/nonexistent");
    assertThat(java.start().waitFor()).isZero();
  }

  @Test
  void theVariableThatHidesNodeWorks() throws Exception {
    ProcessBuilder java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                NoNodeTest.class.getName(),
                "with an App")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    java.environment().put("JSII_RUNTIME", "/nonexistent");
    assertThat(java.start().waitFor()).isNotZero();
  }

  /** Builds props of every kind, and an App if there is an argument. */
  public static void main(String[] arguments) {
    WorkloadSettings settings =
        WorkloadSettings.builder()
            .resources(Resources.builder().memoryLimit(Quantity.of("1Gi")).build())
            .placement(Placement.dedicatedPool("stackstorm"))
            .build();
    StackStormClusterProps props =
        StackStormClusterProps.builder()
            .defaults(settings)
            .addServices(St2Services.ST2API, settings)
            .database(MongoReplicaSetProps.builder().workload(settings).build())
            .build();
    if (arguments.length > 0) {
      new StackStormCluster(new org.cdk8s.App(), "st2", props);
    }
  }
}
