// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.k8s;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a login lies: in a Secret, never in the program. The Secret holds plain user and password;
 * what programs need (URLs, files) is made of them in the pod.
 *
 * @param secret the Secret
 * @param usernameKey its key of the user name; null for a password alone
 * @param passwordKey its key of the password
 */
public record Credentials(SecretRef secret, @Nullable String usernameKey, String passwordKey) {

  public Credentials {
    Copies.required("Credentials.secret", secret);
    Copies.required("Credentials.passwordKey", passwordKey);
  }

  /** Under the keys {@code username} and {@code password}. */
  public static Credentials in(SecretRef secret) {
    return new Credentials(secret, "username", "password");
  }

  /** A password without a user, under the key {@code password}. */
  public static Credentials passwordIn(SecretRef secret) {
    return new Credentials(secret, null, "password");
  }

  /**
   * What is wrong with this reference.
   *
   * @param property the property that holds it
   * @param from the namespace of the pods that use it
   */
  public List<Problem> problems(String property, String from) {
    List<Problem> problems = new ArrayList<>(secret.problems(property, from));
    if (usernameKey != null) {
      problems.addAll(SecretRef.keyProblems(property + ".usernameKey", usernameKey));
    }
    problems.addAll(SecretRef.keyProblems(property + ".passwordKey", passwordKey));
    return problems;
  }
}
