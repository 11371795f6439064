// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.k8s;

import io.github.cdk8s.stackstorm.internal.props.Copies;

/**
 * Where a server's certificate comes from: always a Secret of type {@code kubernetes.io/tls} with
 * {@code tls.crt}, {@code tls.key} and, for its clients, {@code ca.crt}.
 */
public sealed interface Tls {

  /** A Secret that is there already. Its certificate must hold the DNS names of all members. */
  record Existing(SecretRef secret) implements Tls {
    public Existing {
      Copies.required("Tls.Existing.secret", secret);
    }
  }

  /**
   * A Certificate of cert-manager, which makes the Secret and renews it.
   *
   * @param issuer name of the issuer
   * @param kind {@code Issuer}, or {@code ClusterIssuer} for one of the whole Kubernetes cluster
   */
  record CertManager(String issuer, String kind) implements Tls {
    public CertManager {
      Copies.required("Tls.CertManager.issuer", issuer);
      Copies.required("Tls.CertManager.kind", kind);
    }
  }

  /** A Secret that is there already. */
  static Tls existing(SecretRef secret) {
    return new Existing(secret);
  }

  /** A certificate by cert-manager, from an Issuer in the namespace of the pods. */
  static Tls certManager(String issuer) {
    return new CertManager(issuer, "Issuer");
  }

  /** A certificate by cert-manager, from an issuer of the whole Kubernetes cluster. */
  static Tls certManagerClusterIssuer(String issuer) {
    return new CertManager(issuer, "ClusterIssuer");
  }

  /**
   * The Secret that pods mount.
   *
   * @param owner name of the workload, which names a Secret that cert-manager makes
   */
  default SecretRef secret(String owner) {
    return this instanceof Existing existing ? existing.secret() : SecretRef.named(owner + "-tls");
  }
}
