// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import io.github.cdk8s.stackstorm.config.St2Options;
import io.github.cdk8s.stackstorm.internal.props.Copies;
import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.k8s.Problem;
import java.util.List;

/**
 * A release of StackStorm, and the versions of the backends that it was tested with by its own
 * project.
 *
 * @param release the release whose options and client libraries the images have, whatever their tag
 * @param tag tag of StackStorm's images
 * @param repository where the images lie; the name of a service is added
 * @param mongo image of MongoDB
 * @param rabbitmq image of RabbitMQ
 * @param redis image of Redis
 */
public record St2Version(
    Release release, String tag, String repository, Image mongo, Image rabbitmq, Image redis) {

  /** What differs between releases besides their images. */
  public enum Release {
    /** pymongo 3.11, kombu 5.0, tooz 2.8. */
    R3_8("ssl", "ssl_ca_certs", false),
    /** pymongo 4.6, kombu 5.5, tooz 6.3. */
    R3_9("tls", "tls_ca_file", true);

    private final String databaseTls;
    private final String databaseCa;
    private final boolean coordinationTls;

    Release(String databaseTls, String databaseCa, boolean coordinationTls) {
      this.databaseTls = databaseTls;
      this.databaseCa = databaseCa;
      this.coordinationTls = coordinationTls;
    }

    /** The option of {@code [database]} that turns TLS on. */
    String databaseTls() {
      return databaseTls;
    }

    /** The option of {@code [database]} with the file of the authorities. */
    String databaseCa() {
      return databaseCa;
    }

    /** Whether tooz speaks TLS with Redis and with Sentinels: not before 3.0. */
    boolean coordinationTls() {
      return coordinationTls;
    }

    /** All that can be set in {@code st2.conf}. */
    public St2Options options() {
      return switch (this) {
        case R3_8 -> St2Options.V3_8;
        case R3_9 -> St2Options.V3_9;
      };
    }
  }

  public St2Version {
    Copies.required("St2Version.release", release);
    Copies.required("St2Version.tag", tag);
    Copies.required("St2Version.repository", repository);
    Copies.required("St2Version.mongo", mongo);
    Copies.required("St2Version.rabbitmq", rabbitmq);
    Copies.required("St2Version.redis", redis);
    // refuses a tag or a repository here, and not where the first image is asked for
    Image.of(repository + "/st2:" + tag);
  }

  private static final String REPOSITORY = "docker.io/stackstorm";

  /** StackStorm 3.9.0, the default. */
  public static final St2Version V3_9 =
      new St2Version(
          Release.R3_9,
          "3.9.0",
          REPOSITORY,
          Image.of("mongo:7.0"),
          Image.of("rabbitmq:4.2-management"),
          Image.of("redis:7.2"));

  /** StackStorm 3.8.1. Its client library speaks to MongoDB 4.4 at the most. */
  public static final St2Version V3_8 =
      new St2Version(
          Release.R3_8,
          "3.8.1",
          REPOSITORY,
          Image.of("mongo:4.4"),
          Image.of("rabbitmq:3.13-management"),
          Image.of("redis:7.2"));

  /** The same release from images of another name: rebuilt ones, or ones with packs inside. */
  public St2Version withRepository(String newRepository) {
    return new St2Version(release, tag, newRepository, mongo, rabbitmq, redis);
  }

  /** Another tag of the same release, or a release that is close to it. */
  public St2Version withTag(String newTag) {
    return new St2Version(release, newTag, repository, mongo, rabbitmq, redis);
  }

  /**
   * What deserves a warning about the images.
   *
   * @param property the property that holds the version
   */
  public List<Problem> warnings(String property) {
    return image("st2").warnings(property);
  }

  /** The image of a service. */
  public Image image(String imageName) {
    return Image.of(repository + "/" + imageName + ":" + tag);
  }
}
