// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.internal;

import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is legal and still unwise. cdk8s prints nothing but errors, so that a warning goes to the
 * standard error stream at once, as kubectl's do. A program that can say when the manifests are
 * whole, as {@code Synth} can, holds them back until then: nobody shall look for a warning between
 * errors, nor read one of a run that failed.
 */
public final class Warnings {

  /* One for the JVM, like jsii's own runtime, which is not thread-safe: one app is built at a time. */
  private static @Nullable Held holding;

  private Warnings() {}

  static void give(String warning) {
    Held held = holding;
    if (held == null) {
      System.err.println(warning);
    } else {
      held.warnings.add(warning);
    }
  }

  /** From now on warnings wait, until what is returned is closed. */
  public static Held hold() {
    holding = new Held(holding);
    return holding;
  }

  /** Warnings that wait, each once. */
  public static final class Held implements AutoCloseable {

    private final @Nullable Held outer;
    private final Set<String> warnings = new LinkedHashSet<>();

    private Held(@Nullable Held outer) {
      this.outer = outer;
    }

    /** Prints them, a line each. */
    public void print(PrintStream stream) {
      warnings.forEach(stream::println);
    }

    @Override
    public void close() {
      holding = outer;
    }
  }
}
