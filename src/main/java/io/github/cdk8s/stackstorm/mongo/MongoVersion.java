// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.mongo;

import io.github.cdk8s.stackstorm.k8s.Image;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A release series of MongoDB, as the tags of the official image begin: {@code 7.0}. */
public record MongoVersion(int major, int minor) implements Comparable<MongoVersion> {

  /** The oldest that the agents know how to speak with. */
  static final MongoVersion OLDEST = new MongoVersion(4, 4);

  private static final Pattern TAG = Pattern.compile("(\\d{1,3})(?:\\.(\\d{1,3}))?(?:[.-].*)?");

  /** Null for an image whose tag says nothing of a version. */
  public static @Nullable MongoVersion of(Image image) {
    Matcher tag = TAG.matcher(image.tag() == null ? "" : image.tag());
    if (!tag.matches()) {
      return null;
    }
    String minor = tag.group(2);
    return new MongoVersion(
        Integer.parseInt(tag.group(1)), minor == null ? 0 : Integer.parseInt(minor));
  }

  @Override
  public int compareTo(MongoVersion other) {
    return major == other.major
        ? Integer.compare(minor, other.minor)
        : Integer.compare(major, other.major);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
