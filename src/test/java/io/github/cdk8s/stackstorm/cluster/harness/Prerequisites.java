// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster.harness;

/** What real nodes need of the machine. */
final class Prerequisites {

  static final String HINT =
      " (real nodes need root, Linux, and the packages that kubernetes/install-packages.sh"
          + " installs on Debian)";

  private Prerequisites() {}
}
