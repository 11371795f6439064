// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.StackStormCluster;
import io.github.cdk8s.stackstorm.StackStormClusterProps;
import io.github.cdk8s.stackstorm.StackStormClusterPropsBuilder;
import io.github.cdk8s.stackstorm.k8s.Credentials;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import io.github.cdk8s.stackstorm.placement.Placement;
import io.github.cdk8s.stackstorm.st2.St2Service;
import io.github.cdk8s.stackstorm.st2.St2Services;
import io.github.cdk8s.stackstorm.support.Synthesis;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import io.github.cdk8s.stackstorm.workload.WorkloadSettingsBuilder;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every mistake is found before anything is written, and said so that it can be mended. A subclass
 * is a table: its rows are bad inputs, with what is said of each.
 */
public abstract class Refusals {

  /** How a problem reads: {@code property = given: rule; remedy}. */
  protected static final String SHAPE = "\\S.* = .+: .+; .+";

  /** Where, property and given value, and a word of the rule; the input that breaks it. */
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("rows")
  void constructsRefuse(String path, String property, String rule, Consumer<App> program) {
    String refusal = Synthesis.refusal(program);
    assertThat(refusal.lines().filter(line -> line.contains("[" + path + "] " + property)))
        .as(refusal)
        .singleElement()
        .asString()
        .contains(rule)
        .matches(".*\\[\\S+\\] " + SHAPE);
  }

  protected static Credentials login() {
    return Credentials.in(SecretRef.named("login"));
  }

  protected static Arguments id(String id, String property, String rule) {
    return Arguments.of(id, property, rule, (Consumer<App>) app -> new StackStormCluster(app, id));
  }

  protected static Arguments cluster(
      String path,
      String property,
      String rule,
      UnaryOperator<StackStormClusterPropsBuilder> change) {
    Consumer<App> program =
        app ->
            new StackStormCluster(
                app, "st2", change.apply(StackStormClusterProps.builder()).build());
    return Arguments.of(path, property, rule, program);
  }

  protected static Arguments service(
      St2Service service,
      String property,
      String rule,
      UnaryOperator<WorkloadSettingsBuilder> change) {
    WorkloadSettings settings = change.apply(WorkloadSettings.builder()).build();
    return cluster(
        "st2/" + service.name(),
        property,
        rule,
        props -> props.services(Map.of(service, settings)));
  }

  protected static Arguments placement(String property, String rule, Placement placement) {
    return service(
        St2Services.ST2API,
        "placement." + property,
        rule,
        settings -> settings.placement(placement));
  }

  protected static Arguments backend(String property, String rule, Consumer<Chart> content) {
    Consumer<App> program =
        app ->
            content.accept(
                new Chart(app, "chart", ChartProps.builder().namespace("stackstorm").build()));
    return Arguments.of("chart/mongo", property, rule, program);
  }
}
