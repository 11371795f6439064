// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import java.util.List;
import java.util.Locale;

/** A backend as StackStorm's configuration and its scripts call it. */
public enum Backend {
  /** MongoDB. */
  DATABASE,
  /** RabbitMQ. */
  MESSAGING,
  /** Redis. */
  COORDINATION;

  static final List<Backend> ALL = List.of(values());

  /** The section of StackStorm's configuration, and what scripts call it. */
  String section() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What stands in the template where the login goes. */
  String placeholder() {
    return "{" + name() + "}";
  }

  /** The volume with the certificates of its authorities. */
  String caVolume() {
    return section() + "-ca";
  }

  /** Where pods see that volume. */
  String caFolder() {
    return "/etc/ssl/st2-backends/" + section();
  }

  /** The file in it. */
  String caFile() {
    return caFolder() + "/" + CA;
  }

  /** The name of the file. */
  static final String CA = "ca.crt";
}
