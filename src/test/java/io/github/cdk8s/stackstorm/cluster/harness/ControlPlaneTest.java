// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The harness leaves nothing behind. */
@Tag("cluster")
class ControlPlaneTest {

  @Test
  void aClosedControlPlaneLeavesNoProcess() {
    ControlPlane plane =
        ControlPlane.start(ControlPlaneOptions.named("closed").onlyApiServer("kube-typed"));
    List<ProcessHandle> processes;
    try (plane) {
      assertThat(plane.api().get("/version").body()).contains("\"v1.34.");
      processes =
          List.of("etcd", "kube-apiserver").stream()
              .flatMap(program -> plane.component(program).processes().stream())
              .toList();
      assertThat(processes).isNotEmpty().allMatch(ProcessHandle::isAlive);
    }
    assertAllGone(processes);
  }

  @Test
  void aDaemonEndsWithTheJvmThatStartedItEvenByKill9() throws Exception {
    Path log = Path.of("target/cluster/killed/daemon.log").toAbsolutePath();
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StartsADaemon.class.getName(),
                log.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long daemon = Long.parseLong(jvm.inputReader().readLine());
    ProcessHandle supervisor = ProcessHandle.of(daemon).orElseThrow();
    List<ProcessHandle> processes =
        Wait.forValue(
            Wait.LONG,
            "the daemon's processes",
            () -> Optional.of(supervisor.descendants().toList()).filter(all -> all.size() >= 2));

    jvm.destroyForcibly();

    jvm.waitFor();
    assertAllGone(processes);
  }

  @Test
  void aComponentThatEndsByItselfIsNoticedAndItsLastWordsAreShown() {
    Daemon daemon =
        Daemon.start(
            "brief",
            Path.of("target/cluster/brief/daemon.log"),
            List.of("sh", "-c", "echo no such flag; exit 3"));
    try (daemon) {
      Wait.until(Wait.LONG, "the daemon has ended", () -> daemon.isAlive() ? "it lives" : "");
      assertThat(daemon.lastWords()).contains("no such flag").contains("ended with 3");
    }
  }

  @Test
  void whatIsNotBuiltIsNamedWithTheRemedy() {
    assertThat(catchThrowable(() -> Binaries.of("kube-typed", "kube-nothing")))
        .hasMessageContaining("kube-nothing of kube-typed is not built")
        .hasMessageContaining("make kubernetes");
    assertThat(Commands.attempt(List.of("sh", "-c", "exit 4"), Map.of()).status()).isEqualTo(4);
  }

  /** Starts a daemon, prints the number of its supervisor, and stays. */
  static final class StartsADaemon {

    private StartsADaemon() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws InterruptedException {
      Daemon daemon =
          Daemon.start("sleeper", Path.of(arguments[0]), List.of("sh", "-c", "sleep 600; :"));
      System.out.println(daemon.pid());
      Thread.currentThread().join();
    }
  }

  private static void assertAllGone(List<ProcessHandle> processes) {
    Wait.until(
        Wait.LONG,
        "all processes are gone",
        () ->
            String.join(
                ", ",
                processes.stream()
                    .filter(ProcessHandle::isAlive)
                    .map(it -> "" + it.pid())
                    .toList()));
  }
}
