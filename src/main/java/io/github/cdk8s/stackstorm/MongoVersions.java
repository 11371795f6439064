// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm;

import io.github.cdk8s.stackstorm.internal.Problems;
import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.mongo.MongoVersion;
import io.github.cdk8s.stackstorm.st2.St2Version;
import java.util.List;

/**
 * Which MongoDB a release of StackStorm can speak with. The bounds are those of <a
 * href="https://www.mongodb.com/docs/drivers/compatibility/">the client library</a> that the
 * release pins: pymongo 3.11.3 in 3.8, pymongo 4.6.3 in 3.9. StackStorm's own tests run 4.4 and
 * 7.0.
 */
final class MongoVersions {

  private record Range(String st2, MongoVersion least, MongoVersion most) {}

  private static final List<Range> TABLE =
      List.of(
          new Range("3.8", new MongoVersion(4, 4), new MongoVersion(4, 4)),
          new Range("3.9", new MongoVersion(5, 0), new MongoVersion(8, 99)));

  private MongoVersions() {}

  /** Releases and images whose tags say nothing of a version are not judged. */
  static void check(Problems problems, St2Version st2, Image image) {
    MongoVersion version = MongoVersion.of(image);
    for (Range range : TABLE) {
      if (version != null && st2.tag().startsWith(range.st2() + ".")) {
        String served =
            range.least().equals(range.most())
                ? range.least().toString()
                : range.least() + " to " + range.most().major() + ".x";
        problems.require(
            version.compareTo(range.least()) >= 0 && version.compareTo(range.most()) <= 0,
            "database.image",
            image,
            "StackStorm " + st2.tag() + " works with MongoDB " + served,
            "leave it out for " + st2.mongo());
      }
    }
  }
}
