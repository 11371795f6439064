// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.rabbitmq;

import io.github.cdk8s.stackstorm.k8s.Image;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A minor version of RabbitMQ, which decides what its configuration may say: a server does not
 * start with a key that it does not know. What differs is taken from the release notes and the
 * configuration schemas of <a
 * href="https://github.com/rabbitmq/rabbitmq-server">rabbitmq-server</a>.
 */
public enum RabbitVersion {
  /**
   * What Debian 12 packages, long without support upstream, and without a default queue type: for
   * tests on real servers. It is never derived from an image.
   */
  V3_10("3.10"),
  /** The last with Mnesia alone, for StackStorm 3.8. */
  V3_13("3.13"),
  /** Mirrored classic queues are gone. */
  V4_0("4.0"),
  /** Members find each other by their ordinals. */
  V4_1("4.1"),
  /** New clusters keep their metadata in Khepri. The default. */
  V4_2("4.2"),
  /** Mnesia is gone. */
  V4_3("4.3");

  private static final Pattern TAG = Pattern.compile("v?([0-9]+\\.[0-9]+)(?:[.-].*)?");

  private final String text;

  RabbitVersion(String text) {
    this.text = text;
  }

  /** The version that the tag of an image names; null where it names none that is supported. */
  static @Nullable RabbitVersion of(Image image) {
    Matcher tag = TAG.matcher(image.tag() == null ? "" : image.tag());
    return tag.matches()
        ? Arrays.stream(values())
            .filter(version -> version != V3_10 && version.text.equals(tag.group(1)))
            .findFirst()
            .orElse(null)
        : null;
  }

  /** All that an image may name. */
  static String supported() {
    return Arrays.stream(values())
        .filter(version -> version != V3_10)
        .map(version -> version.text)
        .collect(Collectors.joining(", "));
  }

  /** Major and minor, {@code 4.2}. */
  public String text() {
    return text;
  }

  boolean isBefore(RabbitVersion other) {
    return compareTo(other) < 0;
  }

  @Override
  public String toString() {
    return text;
  }
}
