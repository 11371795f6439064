// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.k8s;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A container image. A digest wins over a tag, as it does for every container runtime; an image
 * with neither is refused, and the tag {@code latest} gives a warning, since nodes would run
 * different versions without anyone noticing.
 *
 * @param registry host of the registry, for example {@code docker.io}
 * @param repository path within the registry, for example {@code library/mongo}
 * @param tag null when a digest alone names the image
 * @param digest {@code sha256:} and 64 hexadecimal digits; null when a tag names the image
 */
public record Image(
    String registry, String repository, @Nullable String tag, @Nullable String digest) {

  private static final String DOCKER_HUB = "docker.io";
  private static final Pattern REPOSITORY = Pattern.compile("[a-z0-9]+(?:[._/-]+[a-z0-9]+)*");
  private static final Pattern REGISTRY = Pattern.compile("[a-zA-Z0-9.-]+(?::[0-9]+)?");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  /**
   * Checks the value.
   *
   * @throws IllegalArgumentException if a part is not what an OCI registry accepts, or tag and
   *     digest are both missing
   */
  public Image {
    Copies.required("Image.registry", registry);
    Copies.required("Image.repository", repository);
    check(REGISTRY, "registry", registry, "a host name with an optional port");
    check(REPOSITORY, "repository", repository, "lower-case path segments");
    if (tag != null) {
      check(TAG, "tag", tag, "letters, digits, '_', '.' and '-', 128 at most");
    }
    if (digest != null) {
      check(DIGEST, "digest", digest, "\"sha256:\" and 64 hexadecimal digits");
    }
    if (tag == null && digest == null) {
      throw new Problem(
              "Image.tag",
              "(none)",
              "an image needs a tag or a digest",
              "write for example Image.of(\"" + repository + ":1.0.0\")")
          .exception();
    }
  }

  /**
   * From the usual notation {@code [registry/]repository[:tag][@digest]}. Without a registry it is
   * Docker Hub, and a bare name is one of its official images: {@code mongo:7.0} is {@code
   * docker.io/library/mongo:7.0}.
   */
  public static Image of(String reference) {
    String rest = Copies.required("Image.reference", reference);
    String digest = null;
    int at = rest.indexOf('@');
    if (at >= 0) {
      digest = rest.substring(at + 1);
      rest = rest.substring(0, at);
    }
    String tag = null;
    int colon = rest.lastIndexOf(':');
    if (colon > rest.lastIndexOf('/')) {
      tag = rest.substring(colon + 1);
      rest = rest.substring(0, colon);
    }
    int slash = rest.indexOf('/');
    String host = slash < 0 ? "" : rest.substring(0, slash);
    if (host.contains(".") || host.contains(":") || host.equals("localhost")) {
      return new Image(host, rest.substring(slash + 1), tag, digest);
    }
    return new Image(DOCKER_HUB, slash < 0 ? "library/" + rest : rest, tag, digest);
  }

  /** The same image under another tag; a digest is dropped. */
  public Image withTag(String newTag) {
    return new Image(registry, repository, newTag, null);
  }

  /** The same image pinned to a digest. */
  public Image withDigest(String newDigest) {
    return new Image(registry, repository, tag, newDigest);
  }

  /**
   * The same image as a mirror holds it.
   *
   * @param root host of the mirror, and a path within it where it has one: {@code
   *     registry.example.com/dockerhub}
   */
  public Image mirroredIn(String root) {
    int slash = root.indexOf('/');
    return slash < 0
        ? new Image(root, repository, tag, digest)
        : new Image(
            root.substring(0, slash), root.substring(slash + 1) + "/" + repository, tag, digest);
  }

  /** The notation that goes into the manifest, registry included. */
  public String reference() {
    return registry
        + "/"
        + repository
        + (tag == null ? "" : ":" + tag)
        + (digest == null ? "" : "@" + digest);
  }

  /**
   * What deserves a warning about this image.
   *
   * @param property the property that holds it
   */
  public List<Problem> warnings(String property) {
    List<Problem> warnings = new ArrayList<>();
    if ("latest".equals(tag) && digest == null) {
      warnings.add(
          new Problem(
              property,
              reference(),
              "the tag latest means another image on every node and day",
              "name a version or a digest"));
    }
    return warnings;
  }

  @Override
  public String toString() {
    return reference();
  }

  private static void check(Pattern syntax, String part, String given, String rule) {
    if (!syntax.matcher(given).matches()) {
      throw new Problem(
              "Image." + part,
              '"' + given + '"',
              "must be " + rule,
              "see the OCI distribution specification")
          .exception();
    }
  }
}
