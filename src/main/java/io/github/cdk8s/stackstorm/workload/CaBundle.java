// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.workload;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import io.github.cdk8s.stackstorm.k8s.ConfigMapRef;
import io.github.cdk8s.stackstorm.k8s.DataKey;

/**
 * Certificate authorities that all pods shall trust: a file in PEM with <b>all</b> of them, those
 * of the public web included where pods go there, since most programs read it instead of the
 * system's own.
 *
 * @param configMap the ConfigMap that holds the file
 * @param key its key in the ConfigMap
 */
public record CaBundle(ConfigMapRef configMap, String key) {

  /**
   * Checks the key.
   *
   * @throws IllegalArgumentException if no ConfigMap can hold it
   */
  public CaBundle {
    Copies.required("CaBundle.configMap", configMap);
    Copies.required("CaBundle.key", key);
    DataKey.check("CaBundle.key", key);
  }

  /** Under the key {@code ca.crt}. */
  public static CaBundle of(ConfigMapRef configMap) {
    return new CaBundle(configMap, "ca.crt");
  }
}
