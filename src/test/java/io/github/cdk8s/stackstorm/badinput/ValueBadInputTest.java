// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.badinput;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cdk8s.stackstorm.StackStormClusterProps;
import io.github.cdk8s.stackstorm.k8s.ConfigMapRef;
import io.github.cdk8s.stackstorm.k8s.HostPort;
import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.placement.Placement;
import io.github.cdk8s.stackstorm.st2.St2Services;
import io.github.cdk8s.stackstorm.st2.St2Version;
import io.github.cdk8s.stackstorm.workload.CaBundle;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong in itself. */
class ValueBadInputTest {

  /**
   * What stands alone is refused where it is made, with the user's own line at the top of the
   * stack.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("values")
  void valuesRefuse(String start, ThrowingCallable make) {
    assertThatThrownBy(make)
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .startsWith(start)
        .matches(Refusals.SHAPE);
  }

  static Stream<Arguments> values() {
    return Stream.of(
        value("Quantity.text = \"-5Mi\"", () -> Quantity.of("-5Mi")),
        value("Quantity.text = \"12Mib\"", () -> Quantity.of("12Mib")),
        value("Quantity.text = \"-1m\"", () -> Quantity.millicores(-1)),
        value("Image.tag = (none)", () -> Image.of("mongo")),
        value("Image.repository = \"library/Mongo\"", () -> Image.of("Mongo:7.0")),
        value("Image.digest = \"sha256:12\"", () -> Image.of("mongo@sha256:12")),
        value("Image.tag = \"7 0\"", () -> Image.of("mongo:7 0")),
        value("HostPort.host = \"http://mongo\"", () -> HostPort.of("http://mongo", 27017)),
        value("HostPort.port = 70000", () -> HostPort.of("mongo", 70000)),
        value("Image.reference = null", () -> Image.of(null)),
        value("Image.tag = \"7 0\"", () -> St2Version.V3_9.withTag("7 0")),
        value("CaBundle.key = \"a/b\"", () -> new CaBundle(ConfigMapRef.named("c"), "a/b")),
        value(
            "WorkloadSettings.env[A] = null",
            () -> WorkloadSettings.builder().addEnv("A", null).build()),
        value(
            "StackStormClusterProps.services[st2api] = null",
            () -> StackStormClusterProps.builder().addServices(St2Services.ST2API, null).build()),
        value(
            "Placement.nodeSelector[disk] = hdd",
            () -> Placement.onNodes("disk", "ssd").and(Placement.onNodes("disk", "hdd"))));
  }

  private static Arguments value(String start, ThrowingCallable make) {
    return Arguments.of(start, make);
  }
}
