// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.config;

import java.time.Duration;
import java.util.List;

/**
 * A configuration in which every typed option is set, each to something that is not its default.
 */
public final class EverySection {

  private EverySection() {}

  public static St2ConfigBuilder builder() {
    return St2Config.builder()
        .api(
            new ApiOptions(
                List.of("https://st2.example.com", "http://127.0.0.1:3000"),
                true,
                200,
                false,
                "strict"))
        .auth(
            new AuthOptions(
                "ldap",
                "{\"host\": \"ldap.example.com\", \"filter\": \"(uid={username})$\"}",
                Duration.ofHours(8),
                Duration.ofDays(2),
                true,
                "saml2"))
        .stream(new StreamOptions(Duration.ofSeconds(20)))
        .database(
            new DatabaseOptions(Duration.ofSeconds(40), Duration.ofMinutes(5), "zstd,zlib", 6))
        .messaging(new MessagingOptions("prod", "zstd", 20, Duration.ofMillis(2500)))
        .coordination(new CoordinationOptions(Duration.ofMinutes(2)))
        .keyValue(new KeyValueOptions(true))
        .rbac(new RbacOptions(true, "default", true, true))
        .garbageCollector(
            new GarbageCollectorOptions(
                Duration.ofMinutes(5),
                Duration.ofDays(30),
                Duration.ofDays(3),
                Duration.ofDays(14),
                Duration.ofDays(15),
                Duration.ofDays(31),
                Duration.ofDays(32),
                Duration.ofDays(33),
                Duration.ofDays(34),
                true))
        .actionRunner(
            new ActionRunnerOptions(
                30,
                20,
                true,
                Duration.ofMinutes(10),
                Duration.ofSeconds(3),
                false,
                "INFO",
                List.of("--no-cache-dir"),
                List.of("--always-copy", "--no-download")))
        .workflowEngine(
            new WorkflowEngineOptions(
                Duration.ofMinutes(20),
                Duration.ofSeconds(4),
                Duration.ofDays(1),
                Duration.ofSeconds(2),
                Duration.ofMinutes(2)))
        .scheduler(new SchedulerOptions(15, 0.25, 20.0, 5, Duration.ofSeconds(4)))
        .sensor(new SensorOptions("node-a", "name:kvstore"))
        .metrics(new MetricsOptions("statsd", "statsd.example.com", 9125, "prod", 0.5))
        .log(new LogOptions(List.of("requests", "urllib3"), true, List.of("pin", "otp")));
  }
}
