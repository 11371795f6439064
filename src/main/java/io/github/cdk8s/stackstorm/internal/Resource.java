// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Files that lie beside a class in the jar. */
public final class Resource {

  private Resource() {}

  /** The text of a file in the package of {@code owner}. */
  public static String text(Class<?> owner, String name) {
    try (InputStream stream = owner.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(owner.getPackageName() + " lacks the file " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
