// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.rabbitmq;

import io.github.cdk8s.stackstorm.internal.Nearest;
import io.github.cdk8s.stackstorm.internal.Resource;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The keys that {@code rabbitmq.conf} may hold, by version: {@code config-keys.tsv}. */
final class RabbitKeys {

  private record Key(String name, Pattern pattern, RabbitVersion first, RabbitVersion last) {
    boolean isIn(RabbitVersion version) {
      return !version.isBefore(first) && !last.isBefore(version);
    }
  }

  private static final List<Key> KEYS =
      Resource.text(RabbitHa.class, "config-keys.tsv")
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .map(
              fields ->
                  new Key(fields[0], pattern(fields[0]), version(fields[1]), version(fields[2])))
          .toList();

  private RabbitKeys() {}

  static boolean knows(RabbitVersion version, String key) {
    return KEYS.stream().anyMatch(known -> known.isIn(version) && matches(known, key));
  }

  /** The key of that version that somebody may have meant. */
  static String nearest(RabbitVersion version, String key) {
    return Nearest.of(
        key, KEYS.stream().filter(known -> known.isIn(version)).map(Key::name).toList());
  }

  private static boolean matches(Key known, String key) {
    return known.pattern().matcher(key).matches();
  }

  private static Pattern pattern(String name) {
    return Pattern.compile(
        Arrays.stream(name.split("\\.", -1))
            .map(part -> part.startsWith("$") ? "[^.]+" : Pattern.quote(part))
            .collect(Collectors.joining("\\.")));
  }

  private static RabbitVersion version(String text) {
    return Arrays.stream(RabbitVersion.values())
        .filter(version -> version.text().equals(text))
        .findFirst()
        .orElseThrow();
  }
}
