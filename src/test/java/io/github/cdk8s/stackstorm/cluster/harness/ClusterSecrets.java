// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster.harness;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The Secrets that a cluster's pods refer to, as ARCHITECTURE.md lists them, with random values.
 */
public final class ClusterSecrets {

  private static final String LETTERS_AND_DIGITS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final int LENGTH = 32;

  private static final Map<String, List<String>> KEYS =
      Map.of(
          "st2-auth", List.of("ST2_AUTH_USERNAME", "ST2_AUTH_PASSWORD"),
          "st2-ssh", List.of("private_key", "public_key"),
          "st2-datastore-crypto-key", List.of("datastore_crypto_key"),
          "mongodb", List.of("username", "password", "root-password", "keyfile"),
          "rabbitmq", List.of("username", "password", "erlang-cookie"),
          "redis", List.of("password"));

  private static final SecureRandom RANDOM = new SecureRandom();

  private ClusterSecrets() {}

  /** Creates all of them for the cluster with an id. */
  public static void create(KubernetesClient client, String namespace, String id) {
    KEYS.forEach(
        (name, keys) ->
            client
                .resource(
                    new SecretBuilder()
                        .withNewMetadata()
                        .withName(id + "-" + name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withStringData(
                            keys.stream()
                                .collect(Collectors.toMap(key -> key, ClusterSecrets::value)))
                        .build())
                .create());
  }

  private static String value(String key) {
    return RANDOM
        .ints(LENGTH, 0, LETTERS_AND_DIGITS.length())
        .mapToObj(index -> LETTERS_AND_DIGITS.substring(index, index + 1))
        .collect(Collectors.joining());
  }
}
