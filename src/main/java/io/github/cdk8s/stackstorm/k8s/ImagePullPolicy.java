// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.k8s;

/** When a kubelet pulls an image. */
public enum ImagePullPolicy {
  /** Asks the registry at every start of a container. */
  ALWAYS("Always"),
  /** Asks only when the node lacks the image. */
  IF_NOT_PRESENT("IfNotPresent"),
  /** Never asks; the image must be on the node. */
  NEVER("Never");

  private final String value;

  ImagePullPolicy(String value) {
    this.value = value;
  }

  /** The value as Kubernetes writes it. */
  public String value() {
    return value;
  }
}
