// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import io.github.cdk8s.stackstorm.config.St2Options;
import io.github.cdk8s.stackstorm.k8s.Image;

/**
 * A release of StackStorm, and the versions of the backends that it was tested with by its own
 * project.
 *
 * @param tag tag of StackStorm's images
 * @param repository where the images lie; the name of a service is added
 * @param mongo image of MongoDB
 * @param rabbitmq image of RabbitMQ
 * @param redis image of Redis
 * @param options all that can be set in {@code st2.conf}
 */
public record St2Version(
    String tag, String repository, Image mongo, Image rabbitmq, Image redis, St2Options options) {

  private static final String REPOSITORY = "docker.io/stackstorm";

  /** StackStorm 3.9.0, the default. */
  public static final St2Version V3_9 =
      new St2Version(
          "3.9.0",
          REPOSITORY,
          Image.of("mongo:7.0"),
          Image.of("rabbitmq:4.2-management"),
          Image.of("redis:7.2"),
          St2Options.V3_9);

  /** StackStorm 3.8.1. Its client library speaks to MongoDB 4.4 at the most. */
  public static final St2Version V3_8 =
      new St2Version(
          "3.8.1",
          REPOSITORY,
          Image.of("mongo:4.4"),
          Image.of("rabbitmq:3.13-management"),
          Image.of("redis:7.2"),
          St2Options.V3_8);

  /** The same release from images of another name: rebuilt ones, or ones with packs inside. */
  public St2Version withRepository(String newRepository) {
    return new St2Version(tag, newRepository, mongo, rabbitmq, redis, options);
  }

  /** Another tag of the same release, or a release that is close to it. */
  public St2Version withTag(String newTag) {
    return new St2Version(newTag, repository, mongo, rabbitmq, redis, options);
  }

  /** The image of a service. */
  public Image image(String imageName) {
    return Image.of(repository + "/" + imageName + ":" + tag);
  }
}
