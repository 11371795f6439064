// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.placement;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Lets pods onto nodes with a taint.
 *
 * @param key key of the taint; null tolerates every taint
 * @param value value of the taint; null tolerates any
 * @param effect effect of the taint; null tolerates any
 * @param period how long a running pod stays after the taint appears, for {@link
 *     Effect#NO_EXECUTE}; null means for ever
 */
public record Toleration(
    @Nullable String key,
    @Nullable String value,
    @Nullable Effect effect,
    @Nullable Duration period) {

  /** What a taint does to pods that do not tolerate it. */
  public enum Effect {
    /** New pods stay away. */
    NO_SCHEDULE("NoSchedule"),
    /** New pods stay away where they can. */
    PREFER_NO_SCHEDULE("PreferNoSchedule"),
    /** New pods stay away, and running ones are evicted. */
    NO_EXECUTE("NoExecute");

    private final String value;

    Effect(String value) {
      this.value = value;
    }

    /** The value as Kubernetes writes it. */
    public String value() {
      return value;
    }
  }

  /** Whether a running pod stays on a node with this taint, with or without an end. */
  public boolean toleratesExecution(String taint) {
    return (key == null || key.equals(taint))
        && value == null
        && (effect == null || effect == Effect.NO_EXECUTE);
  }

  /** Any taint with this key. */
  public static Toleration of(String key) {
    return new Toleration(key, null, null, null);
  }

  /** The taint with this key and value. */
  public static Toleration of(String key, String value) {
    return new Toleration(key, value, null, null);
  }

  /** The same toleration for one effect only. */
  public Toleration withEffect(Effect newEffect) {
    return new Toleration(key, value, newEffect, period);
  }

  /** The same toleration, for a running pod only so long. */
  public Toleration withPeriod(Duration newPeriod) {
    return new Toleration(key, value, Effect.NO_EXECUTE, newPeriod);
  }
}
