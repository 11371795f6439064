// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.workload;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import io.github.cdk8s.stackstorm.internal.props.Props;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way out of the cluster. Every pod gets {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code
 * NO_PROXY}, in capitals and in small letters, since programs differ in what they read. The list of
 * exceptions holds loopback, the cluster's own DNS suffixes and the names of all Services that the
 * library makes; {@code noProxy} adds to it.
 *
 * @param httpProxy URL of the proxy for {@code http://}
 * @param httpsProxy URL of the proxy for {@code https://}
 * @param noProxy further hosts, domains and networks that are reached directly: the network of the
 *     cluster's Services belongs here, which nobody can know at synth
 */
@Props
public record Proxy(@Nullable String httpProxy, @Nullable String httpsProxy, List<String> noProxy) {
  public Proxy {
    noProxy = Copies.list("Proxy.noProxy", noProxy);
  }

  /** Starts without a proxy, and with no exceptions of your own. */
  public static ProxyBuilder builder() {
    return ProxyBuilder.builder();
  }
}
