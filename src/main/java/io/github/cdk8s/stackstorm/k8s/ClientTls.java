// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.k8s;

/**
 * How a client checks the server that it speaks TLS with.
 *
 * @param ca the Secret that holds the certificates of the authorities, in PEM
 * @param key its key in the Secret
 */
public record ClientTls(SecretRef ca, String key) {

  /** Under the key {@code ca.crt}. */
  public static ClientTls of(SecretRef ca) {
    return new ClientTls(ca, "ca.crt");
  }
}
