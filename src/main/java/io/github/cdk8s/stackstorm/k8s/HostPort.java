// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.k8s;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import java.util.regex.Pattern;

/**
 * A host name or address, and a TCP port.
 *
 * @param host DNS name or IPv4 address, without a scheme
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {

  private static final Pattern HOST =
      Pattern.compile(
          "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*");

  /**
   * Checks the value.
   *
   * @throws IllegalArgumentException if the host is no DNS name, or the port is out of range
   */
  public HostPort {
    Copies.required("HostPort.host", host);
    if (!HOST.matcher(host).matches()) {
      throw new Problem(
              "HostPort.host",
              '"' + host + '"',
              "must be a DNS name or an IPv4 address",
              "leave out scheme, path and port")
          .exception();
    }
    if (port < 1 || port > 65535) {
      throw new Problem(
              "HostPort.port",
              String.valueOf(port),
              "must be from 1 to 65535",
              "give the TCP port of the server")
          .exception();
    }
  }

  /**
   * The same as the constructor.
   *
   * @throws IllegalArgumentException as the constructor does
   */
  public static HostPort of(String host, int port) {
    return new HostPort(host, port);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
