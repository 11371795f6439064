// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import io.github.cdk8s.stackstorm.config.OptionName;
import io.github.cdk8s.stackstorm.config.OptionType;
import io.github.cdk8s.stackstorm.config.St2Config;
import io.github.cdk8s.stackstorm.k8s.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The pair of the time that a service waits for its work and the time that its pod is left alive.
 */
final class Drains {

  /** StackStorm's own default, and that of the images. */
  private static final Duration DEFAULT_WAIT = Duration.ofMinutes(5);

  /**
   * What a pod gets besides: the service looks every 2 s, and has to write down what it gives up.
   */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  /** The least that may be left of it. */
  private static final Duration LEAST_MARGIN = Duration.ofSeconds(10);

  private Drains() {}

  /** The time until a pod is killed, where nobody sets it. */
  static Duration grace(St2Service service, St2Config config) {
    return service.drain() == null
        ? service.terminationGracePeriod()
        : service.preStop().plus(longest(service, config)).plus(MARGIN);
  }

  /** A time until the kill that is set, and too short for the work. */
  static List<Problem> problems(St2ComponentProps props) {
    Duration grace = props.settings().terminationGracePeriod();
    St2Service service = props.service();
    if (service.drain() == null || grace == null) {
      return List.of();
    }
    Duration wait = longest(service, props.context().config());
    Duration least = service.preStop().plus(wait).plus(LEAST_MARGIN);
    return grace.compareTo(least) >= 0
        ? List.of()
        : List.of(
            new Problem(
                "terminationGracePeriod",
                grace.toString(),
                "is less than the "
                    + least.toSeconds()
                    + " s that it takes to wait "
                    + wait.toSeconds()
                    + " s for running work, so that the pod would be killed while it waits",
                "give this service a longer one or none, or shorten "
                    + name(service, "exit_still_active_check")));
  }

  /** One pod whose work is lost with it. */
  static List<Problem> warnings(St2ComponentProps props) {
    Drain drain = props.service().drain();
    String loss = drain == null ? null : drain.lossWhenAlone();
    return loss == null || props.replicas() != 1
        ? List.of()
        : List.of(new Problem("replicas", "1", loss, "set 2 or more"));
  }

  private static Duration longest(St2Service service, St2Config config) {
    Map<OptionName, String> values = config.values();
    if (OptionType.isFalse(values.getOrDefault(name(service, "graceful_shutdown"), ""))) {
      return Duration.ZERO;
    }
    String seconds = values.get(name(service, "exit_still_active_check"));
    // what is no number is reported with the configuration
    return seconds == null || !seconds.matches("[0-9]{1,9}")
        ? DEFAULT_WAIT
        : Duration.ofSeconds(Long.parseLong(seconds));
  }

  private static OptionName name(St2Service service, String option) {
    return new OptionName(String.valueOf(service.section()), option);
  }
}
