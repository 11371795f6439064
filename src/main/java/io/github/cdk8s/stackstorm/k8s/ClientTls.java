// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.k8s;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import java.util.ArrayList;
import java.util.List;

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

  /**
   * What is wrong with this reference.
   *
   * @param property the property that holds it
   * @param from the namespace of the pods that use it
   */
  public List<Problem> problems(String property, String from) {
    List<Problem> problems = new ArrayList<>(ca.problems(property, from));
    problems.addAll(SecretRef.keyProblems(property + ".key", key));
    return problems;
  }
}
