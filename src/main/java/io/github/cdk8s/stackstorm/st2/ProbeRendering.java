// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import io.github.cdk8s.stackstorm.internal.L1;
import io.github.cdk8s.stackstorm.k8s.HostPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.cdk8s.plus34.k8s.ExecAction;
import org.cdk8s.plus34.k8s.HttpGetAction;
import org.cdk8s.plus34.k8s.Probe;
import org.cdk8s.plus34.k8s.TcpSocketAction;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue's probes in Kubernetes' terms.
 *
 * @param port the service's port
 * @param bus the addresses of the message bus
 */
record ProbeRendering(@Nullable Integer port, List<HostPort> bus) {

  /** The name of a service's only port. */
  static final String PORT_NAME = "http";

  @Nullable Probe render(St2Probe probe) {
    if (probe.check() instanceof St2Probe.None) {
      return null;
    }
    Probe.Builder rendered =
        Probe.builder()
            .periodSeconds(probe.period().toSeconds())
            .timeoutSeconds(probe.timeout().toSeconds())
            .failureThreshold(probe.failureThreshold());
    if (probe.check() instanceof St2Probe.HttpGet get) {
      return rendered
          .httpGet(HttpGetAction.builder().path(get.path()).port(L1.port(PORT_NAME)).build())
          .build();
    }
    if (probe.check() instanceof St2Probe.TcpOpen) {
      return rendered.tcpSocket(TcpSocketAction.builder().port(L1.port(PORT_NAME)).build()).build();
    }
    return rendered.exec(ExecAction.builder().command(command(probe.check())).build()).build();
  }

  private List<String> command(St2Probe.Check check) {
    if (check instanceof St2Probe.HttpAlive) {
      return List.of("bash", St2Scripts.path(St2Scripts.HTTP_ALIVE), String.valueOf(knownPort()));
    }
    List<String> command =
        new ArrayList<>(List.of(St2Scripts.PYTHON, St2Scripts.path(St2Scripts.BUS_CONNECTED)));
    bus.forEach(address -> command.add(address.toString()));
    return command;
  }

  private int knownPort() {
    return Objects.requireNonNull(port, "a probe of the port of a service that has none");
  }
}
