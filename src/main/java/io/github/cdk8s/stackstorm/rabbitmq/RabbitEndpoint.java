// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.rabbitmq;

import io.github.cdk8s.stackstorm.internal.Problems;
import io.github.cdk8s.stackstorm.internal.props.Copies;
import io.github.cdk8s.stackstorm.internal.props.Props;
import io.github.cdk8s.stackstorm.k8s.ClientTls;
import io.github.cdk8s.stackstorm.k8s.Credentials;
import io.github.cdk8s.stackstorm.k8s.HostPort;
import io.github.cdk8s.stackstorm.k8s.Problem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How clients reach a RabbitMQ.
 *
 * @param hosts all nodes: a client that loses one goes on with the next
 * @param virtualHost the virtual host, {@code /} by default
 * @param credentials login of a user with all rights on the virtual host
 * @param tls how the server is checked; null for a connection in clear
 */
@Props
public record RabbitEndpoint(
    List<HostPort> hosts, String virtualHost, Credentials credentials, @Nullable ClientTls tls)
    implements Messaging {

  public RabbitEndpoint {
    hosts = Copies.list("RabbitEndpoint.hosts", hosts);
    Copies.required("RabbitEndpoint.virtualHost", virtualHost);
    Copies.required("RabbitEndpoint.credentials", credentials);
  }

  /** Starts with the virtual host {@code /}, without TLS; hosts and credentials must be set. */
  public static RabbitEndpointBuilder builder() {
    return RabbitEndpointBuilder.builder().virtualHost("/");
  }

  /**
   * The URLs of all nodes, separated by commas.
   *
   * @param login what stands before each host, {@code user:password@}, percent-encoded
   */
  public String url(String login) {
    // kombu takes a second slash for the virtual host "/", and any other name after the first one
    String path =
        virtualHost.equals("/")
            ? "//"
            : "/" + URLEncoder.encode(virtualHost, StandardCharsets.UTF_8).replace("+", "%20");
    return hosts.stream()
        .map(host -> "amqp://" + login + host + path)
        .collect(Collectors.joining(","));
  }

  /**
   * What is wrong with this endpoint.
   *
   * @param property the property that holds it
   * @param namespace the namespace of the pods that use it
   */
  public List<Problem> problems(String property, String namespace) {
    Problems problems = new Problems();
    problems.require(
        !hosts.isEmpty(),
        property + ".hosts",
        "(none)",
        "an external RabbitMQ needs an address",
        "name its nodes");
    problems.require(
        !virtualHost.isBlank(),
        property + ".virtualHost",
        "(blank)",
        "a virtual host has a name",
        "leave it out for /");
    problems.addAll(credentials.problems(property + ".credentials", namespace));
    if (tls != null) {
      problems.addAll(tls.problems(property + ".tls", namespace));
    }
    return problems.found();
  }
}
