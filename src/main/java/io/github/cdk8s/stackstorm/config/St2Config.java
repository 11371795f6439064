// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.config;

import io.github.cdk8s.stackstorm.internal.OsloConfig;
import io.github.cdk8s.stackstorm.internal.props.Copies;
import io.github.cdk8s.stackstorm.internal.props.Props;
import io.github.cdk8s.stackstorm.k8s.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a user says in {@code st2.user.conf}, which is read after all that the library says. Three
 * ways, from the safest: typed sections; {@link #set} for any other option, whose name and type are
 * checked against the list of the cluster's {@code St2Version}; raw text, which nobody checks.
 *
 * <p>Values are literal: a {@code $} is a dollar. Only raw text can refer to another option with
 * it.
 *
 * @param api the REST API
 * @param auth logins
 * @param stream server-sent events
 * @param database retries of MongoDB's clients
 * @param messaging retries of RabbitMQ's clients
 * @param coordination locks
 * @param keyValue the datastore
 * @param rbac roles
 * @param garbageCollector what is deleted, and when
 * @param actionRunner pools, and the end of a runner
 * @param workflowEngine retries, and the end of an engine
 * @param scheduler pace of the schedulers
 * @param sensor what a sensor container runs
 * @param metrics figures for statsd
 * @param log what logs leave out
 * @param options all other options, literal values by name; see {@link #set}
 * @param rawText text of a configuration file, added at the end as it is, so that it wins; it
 *     begins with a line {@code [section]}. Comments stand on lines of their own: behind a value
 *     they are part of it
 */
@Props
public record St2Config(
    @Nullable ApiOptions api,
    @Nullable AuthOptions auth,
    @Nullable StreamOptions stream,
    @Nullable DatabaseOptions database,
    @Nullable MessagingOptions messaging,
    @Nullable CoordinationOptions coordination,
    @Nullable KeyValueOptions keyValue,
    @Nullable RbacOptions rbac,
    @Nullable GarbageCollectorOptions garbageCollector,
    @Nullable ActionRunnerOptions actionRunner,
    @Nullable WorkflowEngineOptions workflowEngine,
    @Nullable SchedulerOptions scheduler,
    @Nullable SensorOptions sensor,
    @Nullable MetricsOptions metrics,
    @Nullable LogOptions log,
    Map<OptionName, String> options,
    String rawText) {

  /** Says nothing. */
  public static final St2Config NONE = builder().build();

  /**
   * Checks all that can be checked without knowing the release.
   *
   * @throws IllegalArgumentException if a name or a value cannot be written into a file
   */
  public St2Config {
    options = Copies.map("St2Config.options", options);
    Copies.required("St2Config.rawText", rawText);
    // both throw: a value that is wrong in itself is refused where it is made
    OsloConfig file = new OsloConfig();
    options.forEach((name, value) -> file.set(name.section(), name.option(), value));
    typed(
            api,
            auth,
            stream,
            database,
            messaging,
            coordination,
            keyValue,
            rbac,
            garbageCollector,
            actionRunner,
            workflowEngine,
            scheduler,
            sensor,
            metrics,
            log)
        .forEach((name, value) -> file.set(name.section(), name.option(), value));
  }

  /** Starts with nothing said. */
  public static St2ConfigBuilder builder() {
    return St2ConfigBuilder.builder().rawText("");
  }

  /**
   * The same with one more option, which replaces what {@link #set} said of it before. Use the
   * other forms for values that are no text.
   *
   * @throws IllegalArgumentException if a name is none, or the value has more than one line
   */
  public St2Config set(String section, String option, String value) {
    return St2ConfigBuilder.builder(this)
        .addOptions(new OptionName(section, option), value)
        .build();
  }

  /** The same with one more option, a whole number. */
  public St2Config set(String section, String option, long value) {
    return set(section, option, String.valueOf(value));
  }

  /** The same with one more option, a number. */
  public St2Config set(String section, String option, double value) {
    return set(section, option, String.valueOf(value));
  }

  /** The same with one more option, yes or no. */
  public St2Config set(String section, String option, boolean value) {
    return set(section, option, Values.bool(value));
  }

  /**
   * The same with one more option, a list.
   *
   * @throws IllegalArgumentException if an item is empty, holds a comma, or has a blank at an end
   */
  public St2Config set(String section, String option, List<String> items) {
    return set(section, option, Values.list(new OptionName(section, option), items));
  }

  /** All that is set, by typed sections and by {@link #set}; raw text is not looked into. */
  public Map<OptionName, String> values() {
    Map<OptionName, String> values = new TreeMap<>(typed());
    values.putAll(options);
    return values;
  }

  /**
   * What is wrong with these options for a release.
   *
   * @param known the options of the release
   */
  public List<Problem> problems(St2Options known) {
    return St2ConfigRules.problems(this, known);
  }

  /** What is legal and still not what somebody meant: comments behind values of the raw text. */
  public List<Problem> warnings() {
    return St2ConfigRules.warnings(this);
  }

  /** The text of {@code st2.user.conf}. */
  public String render() {
    OsloConfig file = new OsloConfig();
    values().forEach((name, value) -> file.set(name.section(), name.option(), value));
    String text = file.render();
    if (rawText.isEmpty()) {
      return text;
    }
    String end = rawText.endsWith("\n") ? "" : "\n";
    return text + (text.isEmpty() ? "" : "\n") + rawText + end;
  }

  /** What the typed sections set. */
  Map<OptionName, String> typed() {
    return typed(
        api,
        auth,
        stream,
        database,
        messaging,
        coordination,
        keyValue,
        rbac,
        garbageCollector,
        actionRunner,
        workflowEngine,
        scheduler,
        sensor,
        metrics,
        log);
  }

  private static Map<OptionName, String> typed(@Nullable Section... sections) {
    Map<OptionName, String> values = new TreeMap<>();
    Stream<@Nullable Section> all = Arrays.stream(sections);
    all.filter(Objects::nonNull).forEach(section -> values.putAll(section.values()));
    return values;
  }
}
