// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster.harness;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits for what a cluster does by itself. Deadlines are for a slow machine, not claims. */
public final class Wait {

  /** Long enough for anything that is on its way. */
  public static final Duration LONG = Duration.ofMinutes(3);

  private Wait() {}

  /**
   * Asks again and again until nothing is missing.
   *
   * @param missing what is still missing, for the message; empty when the wait is over
   */
  public static void until(Duration limit, String what, Supplier<String> missing) {
    Instant deadline = Instant.now().plus(limit);
    String last = missing.get();
    while (!last.isEmpty()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError(
            "after " + limit.toSeconds() + " s still waiting until " + what + ": " + last);
      }
      pause();
      last = missing.get();
    }
  }

  /** Asks again and again until there is an answer. */
  public static <T> T forValue(Duration limit, String what, Supplier<Optional<T>> question) {
    Instant deadline = Instant.now().plus(limit);
    Optional<T> answer = question.get();
    while (answer.isEmpty()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("after " + limit.toSeconds() + " s still waiting for " + what);
      }
      pause();
      answer = question.get();
    }
    return answer.get();
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", interrupted);
    }
  }
}
