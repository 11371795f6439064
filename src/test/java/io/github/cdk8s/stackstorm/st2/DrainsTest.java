// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.config.St2Config;
import io.github.cdk8s.stackstorm.support.TestCluster;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pod is left alive for longer than its service waits for running work. */
class DrainsTest {

  private static final St2Config TEN_MINUTES =
      St2Config.NONE
          .set("actionrunner", "exit_still_active_check", 600)
          .set("workflow_engine", "exit_still_active_check", 60);

  @Test
  void theTimeToEndFollowsTheTimeToWait() {
    assertThat(Drains.grace(St2Services.ST2ACTIONRUNNER, St2Config.NONE)).hasSeconds(330);
    assertThat(Drains.grace(St2Services.ST2WORKFLOWENGINE, St2Config.NONE)).hasSeconds(330);
    assertThat(Drains.grace(St2Services.ST2ACTIONRUNNER, TEN_MINUTES)).hasSeconds(630);
    assertThat(Drains.grace(St2Services.ST2WORKFLOWENGINE, TEN_MINUTES)).hasSeconds(90);
    assertThat(Drains.grace(St2Services.ST2API, TEN_MINUTES)).hasSeconds(30);
  }

  @Test
  void theCatalogueSaysWhatTheDefaultsGive() {
    assertThat(St2Services.all())
        .allSatisfy(
            service ->
                assertThat(Drains.grace(service, St2Config.NONE))
                    .isEqualTo(service.terminationGracePeriod()));
  }

  @ParameterizedTest
  @CsvSource({"609, false", "610, true", "3600, true"})
  void aTimeToEndThatIsSetMustBeLongEnough(int seconds, boolean accepted) {
    assertThat(Drains.problems(runner(TEN_MINUTES, seconds)).isEmpty()).isEqualTo(accepted);
  }

  @Test
  void aRunnerThatDoesNotWaitMayEndAtOnce() {
    St2Config impatient = TEN_MINUTES.set("actionrunner", "graceful_shutdown", "off");
    assertThat(Drains.problems(runner(impatient, 10))).isEmpty();
  }

  @Test
  void oneRunnerAloneIsWarnedOfAndNoOtherService() {
    WorkloadSettings one = WorkloadSettings.builder().replicas(1).build();
    assertThat(Drains.warnings(props(St2Services.ST2ACTIONRUNNER, St2Config.NONE, one)))
        .singleElement()
        .asString()
        .contains("replicas = 1", "abandons its running actions", "set 2 or more");
    WorkloadSettings two = one.toBuilder().replicas(2).build();
    assertThat(Drains.warnings(props(St2Services.ST2ACTIONRUNNER, St2Config.NONE, two))).isEmpty();
    assertThat(Drains.warnings(props(St2Services.ST2WORKFLOWENGINE, St2Config.NONE, one)))
        .isEmpty();
  }

  private static St2ComponentProps runner(St2Config config, int seconds) {
    return props(
        St2Services.ST2ACTIONRUNNER,
        config,
        WorkloadSettings.builder().terminationGracePeriod(Duration.ofSeconds(seconds)).build());
  }

  private static St2ComponentProps props(
      St2Service service, St2Config config, WorkloadSettings settings) {
    return new St2ComponentProps(service, TestCluster.context().config(config).build(), settings);
  }
}
