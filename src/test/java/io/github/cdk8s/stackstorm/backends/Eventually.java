// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.backends;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Asks again and again. The limit is for a slow machine, and no claim. */
final class Eventually {

  static final Duration LIMIT = Duration.ofMinutes(3);

  private Eventually() {}

  /**
   * Waits until it holds.
   *
   * @param missing what is missing, for the message
   */
  static void holds(BooleanSupplier condition, Supplier<String> missing) {
    Instant deadline = Instant.now().plus(LIMIT);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("after " + LIMIT.toSeconds() + " s: no " + missing.get());
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
