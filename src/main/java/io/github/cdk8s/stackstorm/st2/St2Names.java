// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import io.github.cdk8s.stackstorm.internal.props.Copies;

/**
 * The names of all that the pods of a StackStorm cluster share: a contract, since pods refer to
 * Secrets that others make.
 *
 * @param instance the cluster's name, with which all begin
 */
public record St2Names(String instance) {

  public St2Names {
    Copies.required("St2Names.instance", instance);
  }

  /** Name of a service's objects. */
  public String service(St2Service service) {
    return instance + "-" + service.name();
  }

  /** ConfigMap with the URLs of the services. */
  public String urls() {
    return instance + "-st2-urls";
  }

  /** ConfigMap with StackStorm's configuration files. */
  public String config() {
    return instance + "-st2-config";
  }

  /** ConfigMap with the scripts that run in the pods. */
  public String scripts() {
    return instance + "-st2-scripts";
  }

  /** Secret with ST2_AUTH_USERNAME and ST2_AUTH_PASSWORD. */
  public String authSecret() {
    return instance + "-st2-auth";
  }

  /** Secret with private_key and public_key. */
  public String sshSecret() {
    return instance + "-st2-ssh";
  }

  /** Secret with datastore_crypto_key. */
  public String datastoreKeySecret() {
    return instance + "-st2-datastore-crypto-key";
  }

  /** Objects and Secret of MongoDB. */
  public String mongo() {
    return instance + "-mongodb";
  }

  /** Objects and Secret of RabbitMQ. */
  public String rabbit() {
    return instance + "-rabbitmq";
  }

  /** Objects and Secret of Redis. */
  public String redis() {
    return instance + "-redis";
  }
}
