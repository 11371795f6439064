// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster.harness;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Control planes that all tests of a run share, since starting one takes longer than most tests.
 */
public final class ControlPlanes {

  private static final Map<String, ControlPlane> RUNNING = new LinkedHashMap<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(ControlPlanes::closeAll));
  }

  private ControlPlanes() {}

  /** All components of the typed version, and disks. */
  public static synchronized ControlPlane typed() {
    return RUNNING.computeIfAbsent(
        "typed",
        name -> {
          ControlPlane plane = ControlPlane.start(ControlPlaneOptions.named(name));
          // Ends with the JVM, as the control plane does.
          new SimulatedDisks(plane);
          return plane;
        });
  }

  /** Only the API server of a set of binaries: what is applied stays as it was applied. */
  public static synchronized ControlPlane apiServer(String set) {
    return RUNNING.computeIfAbsent(
        set + "-api-server",
        name -> ControlPlane.start(ControlPlaneOptions.named(name).onlyApiServer(set)));
  }

  private static synchronized void closeAll() {
    RUNNING.values().forEach(ControlPlane::close);
    RUNNING.clear();
  }
}
