// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.internal.props;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What records do with what a user passed in: refuse nulls by name, and keep immutable copies of
 * collections, maps in the order of their keys, so that output never depends on luck.
 *
 * <p>{@code property} is written as in Java, {@code WorkloadSettings.env}.
 */
public final class Copies {

  private Copies() {}

  /**
   * The value.
   *
   * @throws IllegalArgumentException if it is null
   */
  public static <T> T required(String property, @Nullable T value) {
    if (value == null) {
      throw missing(property);
    }
    return value;
  }

  /**
   * A copy; empty for null.
   *
   * @throws IllegalArgumentException if it holds a null
   */
  public static <T> List<T> list(String property, @Nullable List<? extends @Nullable T> list) {
    if (list == null) {
      return List.of();
    }
    int index = 0;
    for (T item : list) {
      required(property + "[" + index + "]", item);
      index++;
    }
    return List.copyOf(list);
  }

  /**
   * A copy; empty for null.
   *
   * @throws IllegalArgumentException if it holds a null
   */
  public static <K extends Comparable<K>, V> Map<K, V> map(
      String property, @Nullable Map<K, ? extends @Nullable V> map) {
    if (map == null) {
      return Map.of();
    }
    Map<K, V> copy = new TreeMap<>();
    for (Map.Entry<K, ? extends @Nullable V> entry : map.entrySet()) {
      K key = required(property + "[null]", entry.getKey());
      copy.put(key, required(property + "[" + key + "]", entry.getValue()));
    }
    return Collections.unmodifiableMap(copy);
  }

  /** Worded as a Problem is, which this package must not know: its records are copied here. */
  private static IllegalArgumentException missing(String property) {
    return new IllegalArgumentException(
        property
            + " = null: must not be null; give a value, or leave it out where it has a default");
  }
}
