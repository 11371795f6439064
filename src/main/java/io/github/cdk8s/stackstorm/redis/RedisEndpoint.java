// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.redis;

import io.github.cdk8s.stackstorm.internal.Problems;
import io.github.cdk8s.stackstorm.internal.props.Copies;
import io.github.cdk8s.stackstorm.internal.props.Props;
import io.github.cdk8s.stackstorm.k8s.ClientTls;
import io.github.cdk8s.stackstorm.k8s.Credentials;
import io.github.cdk8s.stackstorm.k8s.HostPort;
import io.github.cdk8s.stackstorm.k8s.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How clients reach a Redis.
 *
 * @param hosts all Sentinels where {@code masterName} is set, otherwise the one Redis server
 * @param masterName the name by which the Sentinels know the master; null for a server without
 *     Sentinel
 * @param credentials the password of Redis; StackStorm's client library takes it from a URL that it
 *     does not decode, so it may hold letters, digits, {@code -}, {@code .}, {@code _} and {@code
 *     ~} only. Null for a server without a password
 * @param sentinelCredentials the password of the Sentinels, of any characters; null where they ask
 *     for none. StackStorm before 3.9 cannot give one
 * @param tls how Redis and the Sentinels are checked; null for a connection in clear. StackStorm
 *     before 3.9 cannot speak TLS to Sentinels
 */
@Props
public record RedisEndpoint(
    List<HostPort> hosts,
    @Nullable String masterName,
    @Nullable Credentials credentials,
    @Nullable Credentials sentinelCredentials,
    @Nullable ClientTls tls)
    implements Coordination {

  /** What stands in a {@link #url} for the password of the Sentinels, percent-encoded. */
  public static final String SENTINEL_PASSWORD = "{SENTINEL_PASSWORD}";

  public RedisEndpoint {
    hosts = Copies.list("RedisEndpoint.hosts", hosts);
  }

  /** Starts with a server without Sentinel, login and TLS; hosts must be set. */
  public static RedisEndpointBuilder builder() {
    return RedisEndpointBuilder.builder();
  }

  /**
   * The URL that tooz 6.3.0 reads ({@code tooz/drivers/redis.py}); without TLS and a password of
   * the Sentinels 2.8.0 reads it too. Where the Sentinels ask for a password, {@link
   * #SENTINEL_PASSWORD} stands in its place.
   *
   * @param login what stands before the first host, {@code user:password@}, which tooz does not
   *     decode
   * @param caFile where the client finds the authorities of {@code tls}; null for a connection in
   *     clear
   */
  public String url(String login, @Nullable String caFile) {
    List<String> options = new ArrayList<>();
    if (masterName != null) {
      options.add("sentinel=" + masterName);
      hosts.stream().skip(1).forEach(host -> options.add("sentinel_fallback=" + host));
      if (sentinelCredentials != null) {
        options.add("sentinel_password=" + SENTINEL_PASSWORD);
      }
    }
    options.add("socket_timeout=5");
    if (caFile != null) {
      options.add("ssl=true");
      options.add("ssl_ca_certs=" + caFile);
      if (masterName != null) {
        options.add("sentinel_ssl=true");
      }
    }
    return "redis://" + login + hosts.get(0) + "?" + String.join("&", options);
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
        "an external Redis needs an address",
        "name its Sentinels");
    problems.require(
        masterName != null || hosts.size() < 2,
        property + ".masterName",
        "(none)",
        "several hosts are Sentinels, and Sentinels are asked for a master by name",
        "set masterName, or name one host");
    problems.require(
        masterName == null || masterName.matches("[A-Za-z0-9._-]+"),
        property + ".masterName",
        '"' + masterName + '"',
        "must be letters, digits, '.', '-' and '_'",
        "give the name in the Sentinels' configuration");
    if (credentials != null) {
      problems.addAll(credentials.problems(property + ".credentials", namespace));
    }
    if (sentinelCredentials != null) {
      problems.addAll(sentinelCredentials.problems(property + ".sentinelCredentials", namespace));
      problems.require(
          masterName != null,
          property + ".sentinelCredentials",
          sentinelCredentials.secret().name(),
          "is a login for Sentinels, of which none are named",
          "set masterName, or leave it out");
    }
    if (tls != null) {
      problems.addAll(tls.problems(property + ".tls", namespace));
    }
    return problems.found();
  }
}
