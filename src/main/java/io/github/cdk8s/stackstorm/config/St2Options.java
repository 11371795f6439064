// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.config;

import io.github.cdk8s.stackstorm.internal.Nearest;
import io.github.cdk8s.stackstorm.internal.Resource;
import io.github.cdk8s.stackstorm.internal.props.Copies;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The options that the services of one release of StackStorm know. The list is data in {@code
 * options.tsv}: what the services of 3.9.0 register, and what those of 3.8.1 do in another way.
 */
public final class St2Options {

  /** Those of StackStorm 3.9. */
  public static final St2Options V3_9 = new St2Options("3.9");

  /** Those of StackStorm 3.8, which has no {@code tls*} for MongoDB and no prefix for queues. */
  public static final St2Options V3_8 = new St2Options("3.8");

  private final String release;
  private @Nullable Map<String, Map<String, Option>> sections;

  private St2Options(String release) {
    this.release = release;
  }

  /**
   * One option.
   *
   * @param type what its value must be
   * @param choices all values that there are; empty when there are too many to name
   */
  public record Option(OptionType type, List<String> choices) {
    public Option {
      Copies.required("St2Options.Option.type", type);
      choices = Copies.list("St2Options.Option.choices", choices);
    }
  }

  /** The release, {@code 3.9}. */
  public String release() {
    return release;
  }

  /** All sections, with their options. */
  public synchronized Map<String, Map<String, Option>> sections() {
    // read only when somebody has options to check: most clusters have none
    if (sections == null) {
      sections = Collections.unmodifiableMap(read(release));
    }
    return sections;
  }

  /** The option, or null where there is none of that name. */
  public @Nullable Option find(OptionName name) {
    Map<String, Option> options = sections().get(name.section());
    return options == null ? null : options.get(name.option());
  }

  /** The known name that an unknown one most probably stands for. */
  public OptionName nearest(OptionName unknown) {
    String section =
        sections().containsKey(unknown.section())
            ? unknown.section()
            : Nearest.of(unknown.section(), sections().keySet());
    Map<String, Option> options = sections().getOrDefault(section, Map.of());
    return new OptionName(section, Nearest.of(unknown.option(), options.keySet()));
  }

  private static Map<String, Map<String, Option>> read(String release) {
    Map<String, Map<String, Option>> sections = new TreeMap<>();
    Resource.text(St2Options.class, "options.tsv")
        .lines()
        .skip(1)
        .map(line -> line.split("\t", -1))
        .filter(cells -> Arrays.asList(cells[4].split(" ", -1)).contains(release))
        .forEach(
            cells ->
                sections
                    .computeIfAbsent(cells[0], ignored -> new TreeMap<>())
                    .put(cells[1], option(cells)));
    return sections;
  }

  private static Option option(String[] cells) {
    return new Option(
        OptionType.valueOf(cells[2].toUpperCase(Locale.ROOT)),
        Stream.of(cells[3].split(",", -1)).filter(choice -> !choice.isEmpty()).toList());
  }

  @Override
  public String toString() {
    return "St2Options " + release;
  }
}
