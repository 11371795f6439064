// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

/** What a service's pod has besides the process itself. */
public enum Part {
  /** {@code st2.docker.conf} and {@code st2.user.conf} in {@code /etc/st2}. */
  CONFIG,
  /**
   * The file with URLs and passwords of the backends, made in the pod, which then waits for those
   * that the service cannot start without.
   */
  CONNECTIONS,
  /** {@code /etc/st2/htpasswd}, made in the pod from the administrator's login. */
  HTPASSWD,
  /** The key of encrypted values in {@code /etc/st2/keys}. */
  DATASTORE_KEY,
  /** The private key of the system user, owned by it. */
  SSH_KEY,
  /** {@code /root/.st2/config} with the administrator's login. */
  CLIENT_CONFIG,
  /** Packs and virtual environments, where the cluster has volumes for them. */
  PACKS,
  /** The administrator's login as variables of the main container. */
  LOGIN_VARIABLES
}
