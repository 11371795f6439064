// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.k8s;

import io.github.cdk8s.stackstorm.internal.props.Copies;

/**
 * How a client checks the server that it speaks TLS with.
 *
 * @param ca the Secret that holds the certificates of the authorities, in PEM
 * @param key its key in the Secret
 */
public record ClientTls(SecretRef ca, String key) {

  public ClientTls {
    Copies.required("ClientTls.ca", ca);
    Copies.required("ClientTls.key", key);
  }

  /** Under the key {@code ca.crt}. */
  public static ClientTls of(SecretRef ca) {
    return new ClientTls(ca, "ca.crt");
  }
}
