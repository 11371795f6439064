// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.config.SchedulerOptions;
import io.github.cdk8s.stackstorm.config.St2Config;
import io.github.cdk8s.stackstorm.config.St2Logging;
import io.github.cdk8s.stackstorm.k8s.HostPort;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import io.github.cdk8s.stackstorm.redis.RedisEndpoint;
import io.github.cdk8s.stackstorm.st2.Part;
import io.github.cdk8s.stackstorm.st2.St2Service;
import io.github.cdk8s.stackstorm.st2.St2Services;
import io.github.cdk8s.stackstorm.support.Manifests;
import io.github.cdk8s.stackstorm.support.Manifests.Node;
import io.github.cdk8s.stackstorm.support.TestCluster;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A change restarts the pods that have read what changed, and touches nothing else at all. */
class RestartsTest {

  private static final String CONFIG = "ConfigMap st2-st2-config";

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void onlyWhatReadsAChangeIsRestarted(
      String change,
      UnaryOperator<StackStormClusterPropsBuilder> was,
      UnaryOperator<StackStormClusterPropsBuilder> is,
      Set<String> restarted,
      Set<String> touched) {
    Map<String, String> before = objects(was);
    Map<String, String> after = objects(is);
    Set<String> different = new TreeSet<>(before.keySet());
    different.addAll(after.keySet());
    different.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
    Set<String> templates =
        different.stream()
            .filter(name -> !template(before, name).equals(template(after, name)))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(templates).as("restarted").isEqualTo(workloads(restarted));
    Set<String> expected = new TreeSet<>(workloads(restarted));
    expected.addAll(touched);
    assertThat(different).as("touched").isEqualTo(expected);
  }

  static Stream<Arguments> changes() {
    Set<String> python = reading(Part.CONFIG);
    return Stream.of(
        change("an option of StackStorm", it -> it.config(poolSize()), python, CONFIG),
        change(
            "raw text of st2.user.conf",
            it -> it.config(St2Config.builder().rawText("[system]\ndebug = True\n").build()),
            python,
            CONFIG),
        change(
            "a Secret with options",
            it -> it.configSecret(SecretRef.named("st2-secret-options")),
            python),
        change("logging of one service", logged(St2Logging.json()), Set.of("st2api"), CONFIG),
        change(
            "the level of a service that has logging of its own",
            logged(St2Logging.json()),
            logged(St2Logging.json().from(St2Logging.Level.DEBUG)),
            Set.of("st2api"),
            CONFIG),
        change("logging of all services", it -> it.logging(St2Logging.gelf()), logging(), CONFIG),
        change(
            "the address of a backend",
            redis("redis-1"),
            redis("redis-2"),
            reading(Part.CONNECTIONS),
            CONFIG),
        change(
            "replicas of a service",
            it ->
                it.services(
                    Map.of(St2Services.ST2API, WorkloadSettings.builder().replicas(4).build())),
            Set.of(),
            "Deployment st2-st2api"),
        change(
            "how long a runner waits for its actions",
            it -> it.config(St2Config.NONE.set("actionrunner", "exit_still_active_check", 600)),
            python,
            CONFIG));
  }

  private static UnaryOperator<StackStormClusterPropsBuilder> logged(St2Logging logging) {
    return it -> it.addServiceLogging(St2Services.ST2API, logging);
  }

  private static St2Config poolSize() {
    return St2Config.builder().scheduler(SchedulerOptions.builder().poolSize(20).build()).build();
  }

  private static UnaryOperator<StackStormClusterPropsBuilder> redis(String host) {
    return it ->
        it.coordination(RedisEndpoint.builder().hosts(List.of(HostPort.of(host, 6379))).build());
  }

  private static Arguments change(
      String name,
      UnaryOperator<StackStormClusterPropsBuilder> is,
      Set<String> restarted,
      String... touched) {
    return change(name, UnaryOperator.identity(), is, restarted, touched);
  }

  private static Arguments change(
      String name,
      UnaryOperator<StackStormClusterPropsBuilder> was,
      UnaryOperator<StackStormClusterPropsBuilder> is,
      Set<String> restarted,
      String... touched) {
    return Arguments.of(name, was, is, restarted, new TreeSet<>(Set.of(touched)));
  }

  private static Set<String> reading(Part part) {
    return names(service -> service.parts().contains(part));
  }

  private static Set<String> logging() {
    return names(service -> service.section() != null);
  }

  private static Set<String> names(Predicate<St2Service> which) {
    return St2Services.all().stream()
        .filter(service -> service.enabled() && which.test(service))
        .map(St2Service::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> workloads(Set<String> services) {
    return services.stream()
        .map(service -> "Deployment st2-" + service)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String template(Map<String, String> objects, String name) {
    return name.startsWith("Deployment")
        ? Manifests.of(objects.get(name)).objects().get(0).text("spec.template")
        : "";
  }

  /** The text of every object, by kind and name. */
  private static Map<String, String> objects(UnaryOperator<StackStormClusterPropsBuilder> change) {
    Map<String, String> objects = new TreeMap<>();
    for (String text : TestCluster.yaml(change).split("(?m)^---\n", -1)) {
      Node object = Manifests.of(text).objects().get(0);
      objects.put(object.text("kind") + " " + object.name(), text);
    }
    return objects;
  }
}
