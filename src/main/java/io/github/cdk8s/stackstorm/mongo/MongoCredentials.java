// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.mongo;

import io.github.cdk8s.stackstorm.internal.Problems;
import io.github.cdk8s.stackstorm.internal.props.Copies;
import io.github.cdk8s.stackstorm.internal.props.Props;
import io.github.cdk8s.stackstorm.k8s.Credentials;
import io.github.cdk8s.stackstorm.k8s.Problem;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Secret with all that a replica set needs to know, and the keys under which it lies there.
 *
 * @param secret the Secret
 * @param usernameKey name of the user who owns the database
 * @param passwordKey that user's password
 * @param rootPasswordKey password of the user {@code root}, who may do everything; only the agents
 *     read it
 * @param keyfileKey what members know each other by: 6 to 1024 characters of base64, or several
 *     such keys as a YAML list while they are exchanged. {@code [A-Za-z0-9]} is base64
 * @param exporterPasswordKey password of the user {@code exporter}, read only when there are
 *     metrics
 */
@Props
public record MongoCredentials(
    SecretRef secret,
    String usernameKey,
    String passwordKey,
    String rootPasswordKey,
    String keyfileKey,
    String exporterPasswordKey) {

  public MongoCredentials {
    Copies.required("MongoCredentials.secret", secret);
    Copies.required("MongoCredentials.usernameKey", usernameKey);
    Copies.required("MongoCredentials.passwordKey", passwordKey);
    Copies.required("MongoCredentials.rootPasswordKey", rootPasswordKey);
    Copies.required("MongoCredentials.keyfileKey", keyfileKey);
    Copies.required("MongoCredentials.exporterPasswordKey", exporterPasswordKey);
  }

  /** Under the keys that the library's own Secrets have. */
  public static MongoCredentials in(SecretRef secret) {
    return builder(secret).build();
  }

  /** Starts with the keys that the library's own Secrets have. */
  public static MongoCredentialsBuilder builder(SecretRef secret) {
    return MongoCredentialsBuilder.builder()
        .secret(secret)
        .usernameKey("username")
        .passwordKey("password")
        .rootPasswordKey("root-password")
        .keyfileKey("keyfile")
        .exporterPasswordKey("exporter-password");
  }

  /** What a client of the database needs. */
  Credentials client() {
    return new Credentials(secret, usernameKey, passwordKey);
  }

  List<Problem> problems(String property, String namespace) {
    Problems problems = new Problems();
    problems.addAll(secret.problems(property, namespace));
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("usernameKey", usernameKey);
    keys.put("passwordKey", passwordKey);
    keys.put("rootPasswordKey", rootPasswordKey);
    keys.put("keyfileKey", keyfileKey);
    keys.put("exporterPasswordKey", exporterPasswordKey);
    keys.forEach(
        (name, key) ->
            problems.require(
                key.matches("[-._a-zA-Z0-9]{1,253}"),
                property + "." + name,
                '"' + key + '"',
                "must be a key of a Secret: letters, digits, '-', '_' and '.'",
                "name the key of the Secret " + secret.name() + " that holds it"));
    return problems.found();
  }
}
