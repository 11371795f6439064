// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.internal.props;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Immutable copies of what a user passed in; maps in the order of their keys, so that output never
 * depends on luck.
 */
public final class Copies {

  private Copies() {}

  public static <T> List<T> list(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  public static <K extends Comparable<K>, V> Map<K, V> map(@Nullable Map<K, V> map) {
    return map == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(map));
  }
}
