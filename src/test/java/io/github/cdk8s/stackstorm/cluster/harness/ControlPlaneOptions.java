// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What kind of control plane a test wants.
 *
 * @param name of its folder; one at a time may run under a name
 * @param apiServer the set of binaries whose API server is run: {@code kube-oldest}, {@code
 *     kube-typed} or {@code kube-newest}; all else is of {@code kube-typed}
 * @param controllers whether more than etcd and the API server run
 * @param address where others than this machine reach the API server; null keeps it on loopback
 * @param arguments further arguments by program, after the usual ones
 */
public record ControlPlaneOptions(
    String name,
    String apiServer,
    boolean controllers,
    String address,
    Map<String, List<String>> arguments) {

  /** Of the typed version, with all components, on loopback. */
  public static ControlPlaneOptions named(String name) {
    return new ControlPlaneOptions(name, "kube-typed", true, null, Map.of());
  }

  /** Only etcd and the API server of a set of binaries. */
  public ControlPlaneOptions onlyApiServer(String set) {
    return new ControlPlaneOptions(name, set, false, address, arguments);
  }

  /** All components, with the API server of another set. */
  public ControlPlaneOptions withApiServer(String set) {
    return new ControlPlaneOptions(name, set, controllers, address, arguments);
  }

  /** The API server listens on all addresses and makes this one known to pods and nodes. */
  public ControlPlaneOptions reachableAt(String reachable) {
    return new ControlPlaneOptions(name, apiServer, controllers, reachable, arguments);
  }

  /** Further arguments for a program, such as {@code kube-apiserver}. */
  public ControlPlaneOptions with(String program, String... further) {
    Map<String, List<String>> all = new LinkedHashMap<>(arguments);
    List<String> own = new ArrayList<>(all.getOrDefault(program, List.of()));
    own.addAll(List.of(further));
    all.put(program, own);
    return new ControlPlaneOptions(name, apiServer, controllers, address, all);
  }

  /** What the API server's certificate has to name. */
  List<String> addresses() {
    return address == null ? List.of("127.0.0.1") : List.of("127.0.0.1", address);
  }
}
