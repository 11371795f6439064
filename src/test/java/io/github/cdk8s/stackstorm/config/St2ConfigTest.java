// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cdk8s.stackstorm.k8s.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be said of StackStorm's options, and what is refused. */
class St2ConfigTest {

  @Test
  void everyTypedOptionIsOneOfTheReleaseWithThatType() {
    assertThat(EverySection.builder().build().problems(St2Options.V3_9)).isEmpty();
    assertThat(EverySection.builder().messaging(null).build().problems(St2Options.V3_8)).isEmpty();
  }

  @Test
  void releasesDifferAsStackStormDoes() {
    OptionName prefix = new OptionName("messaging", "prefix");
    assertThat(St2Options.V3_9.find(prefix)).isNotNull();
    assertThat(St2Options.V3_8.find(prefix)).isNull();
    assertThat(St2Options.V3_9.sections().get("database"))
        .containsKeys("tls", "tls_ca_file")
        .doesNotContainKeys("ssl", "ssl_ca_certs");
    assertThat(St2Options.V3_8.sections().get("database"))
        .containsKeys("ssl", "ssl_ca_certs")
        .doesNotContainKeys("tls", "tls_ca_file");
  }

  @Test
  void sectionsAndOptionsAreWrittenInOrderAndRawTextLast() {
    St2Config config =
        St2Config.builder()
            .scheduler(SchedulerOptions.builder().poolSize(20).build())
            .garbageCollector(
                GarbageCollectorOptions.builder().actionExecutionsTtl(Duration.ofDays(30)).build())
            .rawText("[system]\ndebug = True")
            .build()
            .set("ssh_runner", "remote_dir", "/var/tmp/$USER")
            .set("action_sensor", "emit_when", List.of("failed", "timeout"))
            .set("action_sensor", "enable", true);
    assertThat(config.render())
        .isEqualTo(
            """
            [action_sensor]
            emit_when = failed,timeout
            enable = True

            [garbagecollector]
            action_executions_ttl = 30

            [scheduler]
            pool_size = 20

            [ssh_runner]
            remote_dir = /var/tmp/$$USER

            [system]
            debug = True
            """);
    assertThat(config.problems(St2Options.V3_9)).isEmpty();
    assertThat(St2Config.NONE.render()).isEmpty();
  }

  @Test
  void theDocumentShowsWhatResults() throws IOException {
    St2Config config =
        St2Config.builder()
            .api(ApiOptions.builder().allowOrigin(List.of("https://st2.example.com")).build())
            .garbageCollector(
                GarbageCollectorOptions.builder().actionExecutionsTtl(Duration.ofDays(30)).build())
            .actionRunner(
                ActionRunnerOptions.builder().exitStillActiveCheck(Duration.ofMinutes(10)).build())
            .build()
            .set("ssh_runner", "max_parallel_actions", 20)
            .set("ssh_runner", "remote_dir", "/var/tmp/$USER");
    assertThat(Path.of("docs/configuration.md"))
        .content()
        .contains("```ini\n" + config.render() + "```")
        .contains(
            "[st2/config] "
                + St2Config.NONE
                    .set("scheduler", "pool_sise", 20)
                    .problems(St2Options.V3_9)
                    .get(0));
  }

  @ParameterizedTest
  @CsvSource({
    "scheduler, pool_sise, 1, is no option of StackStorm 3.9; did you mean [scheduler] pool_size?",
    "shceduler, pool_size, 1, is no section of StackStorm 3.9; did you mean [scheduler] pool_size?",
    "scheduler, pool_size, many, must be a whole number",
    "scheduler, sleep_interval, often, must be a number",
    "api, mask_secrets, maybe, must be True or False",
    "sensorcontainer, partition_provider, kvstore, must be pairs key:value",
    "api, auth_cookie_same_site, Lax, 'must be one of strict, lax, none, unset'",
    "database, host, m, is set by the library; set database",
    "messaging, cluster_urls, amqp://r, is set by the library; set messaging",
    "coordination, url, redis://r, is set by the library; set coordination",
    "coordination, service_registry, False, is set by the library; leave it on",
    "keyvalue, encryption_key_path, /k, is set by the library",
    "auth, api_url, http://a, is set by the library",
    "system_user, user, bob, is set by the library",
    "timersengine, local_timezone, UTC, is set by the library; set timeZone",
    "database, tls_certificate_key_file_password, x, configSecret"
  })
  void anOptionIsRefused(String section, String option, String value, String why) {
    List<Problem> problems = St2Config.NONE.set(section, option, value).problems(St2Options.V3_9);
    assertThat(problems)
        .singleElement()
        .asString()
        .startsWith("[" + section + "] " + option + " = ")
        .contains(why);
  }

  @Test
  void aPasswordOfALoginBackendIsRefusedAndNotRepeated() {
    String json = "{\"host\": \"ldap\", \"bind_password\": \"s3cret\"}";
    assertThat(
            St2Config.builder()
                .auth(AuthOptions.builder().backendKwargs(json).build())
                .build()
                .problems(St2Options.V3_9))
        .singleElement()
        .asString()
        .contains("[auth] backend_kwargs = (secret)", "configSecret")
        .doesNotContain("s3cret");
    assertThat(St2Config.NONE.set("database", "password", "s3cret").problems(St2Options.V3_9))
        .singleElement()
        .asString()
        .doesNotContain("s3cret");
  }

  @Test
  void oneOptionInTwoWaysIsRefusedUnlessBothAgree() {
    St2Config typed =
        St2Config.builder().scheduler(SchedulerOptions.builder().poolSize(20).build()).build();
    assertThat(typed.set("scheduler", "pool_size", 20).problems(St2Options.V3_9)).isEmpty();
    assertThat(typed.set("scheduler", "pool_size", 30).problems(St2Options.V3_9))
        .singleElement()
        .asString()
        .contains("[scheduler] pool_size = \"30\": is set to \"20\"");
  }

  @Test
  void rawTextBeginsWithASectionAndItsCommentsStandAlone() {
    St2Config good = St2Config.builder().rawText("# why\n\n[api]\n# why\nport=1\n").build();
    assertThat(good.problems(St2Options.V3_9)).isEmpty();
    assertThat(good.warnings()).isEmpty();
    St2Config lost = St2Config.builder().rawText("port = 1 # why\n").build();
    assertThat(lost.problems(St2Options.V3_9))
        .singleElement()
        .asString()
        .contains("must begin with a section");
    assertThat(lost.warnings()).singleElement().asString().contains("no comment behind a value");
  }

  @Test
  void whatAFileCannotHoldIsRefusedWhereItIsMade() {
    assertThatThrownBy(() -> St2Config.NONE.set("api", "allow_origin", "a\nb"))
        .hasMessageContaining("[api] allow_origin = (several lines")
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> St2Config.NONE.set("api] [x", "port", "1"))
        .hasMessageContaining("must be letters");
    for (String item : List.of("", "a,b", " a", "a\u00a0")) {
      assertThatThrownBy(() -> St2Config.NONE.set("api", "allow_origin", List.of(item)))
          .as(item)
          .hasMessageContaining("[api] allow_origin = \"" + item + "\"");
    }
    GarbageCollectorOptions hours =
        GarbageCollectorOptions.builder().tracesTtl(Duration.ofHours(36)).build();
    assertThatThrownBy(() -> St2Config.builder().garbageCollector(hours).build())
        .hasMessageContaining(
            "[garbagecollector] traces_ttl = PT36H: must be a number of whole days");
  }
}
