// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines of a control plane's components. */
record ControlPlaneCommands(ControlPlaneOptions options, Path folder, Pki pki) {

  /**
   * Nothing answers there: it is set aside for documentation. Nodes that need one have their own.
   */
  private static final String NO_ADDRESS = "192.0.2.1";

  List<String> etcd(String clients, String peers) {
    return command(
        "etcd",
        "etcd",
        "server",
        "--data-dir=" + folder.resolve("etcd"),
        "--listen-client-urls=" + clients,
        "--advertise-client-urls=" + clients,
        "--listen-peer-urls=" + peers,
        "--initial-advertise-peer-urls=" + peers,
        "--initial-cluster=default=" + peers,
        "--unsafe-no-fsync",
        "--log-level=warn");
  }

  List<String> apiServer(int port, String etcd) {
    boolean loopback = options.address() == null;
    return command(
        options.apiServer(),
        "kube-apiserver",
        "kube-apiserver",
        "--etcd-servers=" + etcd,
        "--secure-port=" + port,
        "--bind-address=" + (loopback ? "127.0.0.1" : "0.0.0.0"),
        "--advertise-address=" + (loopback ? NO_ADDRESS : options.address()),
        "--tls-cert-file=" + pki.certificate(),
        "--tls-private-key-file=" + pki.key(),
        "--token-auth-file=" + folder.resolve("tokens.csv"),
        "--authorization-mode=Node,RBAC",
        "--service-account-issuer=https://kubernetes.default.svc",
        "--service-account-signing-key-file=" + pki.key(),
        "--service-account-key-file=" + pki.certificate(),
        "--service-cluster-ip-range=10.96.0.0/16",
        "--allow-privileged=true",
        // The tests are the only clients, and are not to be slowed down.
        "--enable-priority-and-fairness=false",
        "--max-requests-inflight=0",
        "--max-mutating-requests-inflight=0");
  }

  List<String> controllerManager(Path kubeconfig) {
    return command(
        "kube-typed",
        "kube-controller-manager",
        "kube-controller-manager",
        "--kubeconfig=" + kubeconfig,
        "--service-account-private-key-file=" + pki.key(),
        "--root-ca-file=" + pki.certificate(),
        "--leader-elect=false",
        "--secure-port=0",
        "--kube-api-qps=1000",
        "--kube-api-burst=2000",
        "--node-monitor-grace-period=40s",
        "--node-eviction-rate=100",
        "--secondary-node-eviction-rate=100");
  }

  List<String> scheduler(Path kubeconfig) {
    return command(
        "kube-typed",
        "kube-scheduler",
        "kube-scheduler",
        "--kubeconfig=" + kubeconfig,
        "--leader-elect=false",
        "--secure-port=0",
        "--kube-api-qps=1000",
        "--kube-api-burst=2000");
  }

  List<String> kwok(Path kubeconfig) {
    return command(
        "kwok",
        "kwok",
        "kwok",
        "--kubeconfig=" + kubeconfig,
        "--config=" + folder.resolve("stages.yaml"),
        "--manage-all-nodes=false",
        "--manage-nodes-with-annotation-selector=" + ControlPlane.SIMULATED + "=fake",
        "--node-lease-duration-seconds=40",
        "--server-address=");
  }

  private List<String> command(String set, String component, String program, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Binaries.of(set, program).toString());
    command.addAll(List.of(arguments));
    command.addAll(options.arguments().getOrDefault(component, List.of()));
    return command;
  }
}
