// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.badinput;

import static io.github.cdk8s.stackstorm.st2.St2Services.ST2ACTIONRUNNER;
import static io.github.cdk8s.stackstorm.st2.St2Services.ST2WORKFLOWENGINE;

import io.github.cdk8s.stackstorm.config.St2Config;
import io.github.cdk8s.stackstorm.config.St2Logging;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import io.github.cdk8s.stackstorm.st2.St2Services;
import io.github.cdk8s.stackstorm.st2.St2Version;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What can be wrong with StackStorm's own options, its logging, and the time to end work. */
class ConfigBadInputTest extends Refusals {

  static Stream<Arguments> rows() {
    return Stream.of(
        config(
            "[scheduler] pool_sise = \"20\"",
            "did you mean [scheduler] pool_size?",
            St2Config.NONE.set("scheduler", "pool_sise", 20)),
        cluster(
            "st2/config",
            "[messaging] prefix = \"prod\"",
            "is no option of StackStorm 3.8",
            it ->
                it.version(St2Version.V3_8)
                    .config(St2Config.NONE.set("messaging", "prefix", "prod"))),
        config(
            "[database] host = \"m\"",
            "is set by the library; set database",
            St2Config.NONE.set("database", "host", "m")),
        config(
            "rawText = \"port = 1\"",
            "must begin with a section",
            St2Config.builder().rawText("port = 1").build()),
        cluster(
            "st2/config",
            "configSecret = other/st2-options",
            "another namespace",
            it -> it.configSecret(new SecretRef("st2-options", "other"))),
        cluster(
            "st2/config",
            "serviceLogging[st2web] = ",
            "no service that logs",
            it -> it.addServiceLogging(St2Services.ST2WEB, St2Logging.json())),
        cluster(
            "st2/config",
            "[api] logging = ",
            "set one of both",
            it ->
                it.config(St2Config.NONE.set("api", "logging", "/opt/logging.conf"))
                    .logging(St2Logging.json())),
        service(
            ST2ACTIONRUNNER,
            "terminationGracePeriod = PT5M",
            "less than the 310 s",
            it -> it.terminationGracePeriod(Duration.ofMinutes(5))),
        cluster(
            "st2/st2workflowengine",
            "terminationGracePeriod = PT5M30S",
            "shorten [workflow_engine] exit_still_active_check",
            it ->
                it.config(St2Config.NONE.set("workflow_engine", "exit_still_active_check", 600))
                    .services(
                        Map.of(
                            ST2WORKFLOWENGINE,
                            WorkloadSettings.builder()
                                .terminationGracePeriod(Duration.ofSeconds(330))
                                .build()))));
  }

  private static Arguments config(String property, String rule, St2Config config) {
    return cluster("st2/config", property, rule, it -> it.config(config));
  }
}
