// SPDX-License-Identifier: Apache-2.0
import io.github.cdk8s.stackstorm.StackStormCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cdk8s.App;
import org.cdk8s.AppProps;
import org.cdk8s.Chart;
import org.cdk8s.plus34.k8s.KubeConfigMap;

/**
 * What bench.mjs runs. {@code BenchApp OUTDIR 0} is the floor, one chart with one ConfigMap; {@code
 * BenchApp OUTDIR N} has N clusters in one App. Prints the peak of its memory where Linux tells it.
 */
final class BenchApp {
  private static final Path STATUS = Path.of("/proc/self/status");

  private BenchApp() {}

  public static void main(String[] args) throws IOException {
    App app = new App(AppProps.builder().outdir(args[0]).build());
    int clusters = Integer.parseInt(args[1]);
    if (clusters == 0) {
      new KubeConfigMap(new Chart(app, "floor"), "config");
    }
    for (int i = 1; i <= clusters; i++) {
      new StackStormCluster(app, "st2-" + i);
    }
    app.synth();
    if (Files.exists(STATUS)) {
      Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmHWM"))
          .forEach(System.out::println);
    }
  }
}
