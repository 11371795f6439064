// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.app;

import io.github.cdk8s.stackstorm.StackStormCluster;
import java.nio.file.Path;

/** Synthesizes the default cluster into {@code dist/stackstorm.k8s.yaml}. */
public final class Main {
  private Main() {}

  /**
   * Runs the app.
   *
   * @param args the folder to publish to, {@code dist} if there is none
   */
  public static void main(String[] args) {
    Path dist = Path.of(args.length > 0 ? args[0] : "dist");
    // The construct's id names the file, and everything in the cluster.
    Synth.main(dist, app -> new StackStormCluster(app, "stackstorm"));
  }
}
