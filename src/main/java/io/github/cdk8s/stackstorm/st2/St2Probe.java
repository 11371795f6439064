// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import java.time.Duration;

/**
 * One probe of a service in the catalogue.
 *
 * @param check what is looked at
 * @param reason why just this, or why nothing
 * @param period time between two looks
 * @param timeout time that a look may take
 * @param failureThreshold looks in a row that must fail
 */
public record St2Probe(
    Check check, String reason, Duration period, Duration timeout, int failureThreshold) {

  public St2Probe {
    Copies.required("St2Probe.check", check);
    Copies.required("St2Probe.reason", reason);
    Copies.required("St2Probe.period", period);
    Copies.required("St2Probe.timeout", timeout);
  }

  /** What a probe looks at. */
  public sealed interface Check {}

  /** A GET on the service's port that must answer with a status from 200 to 399. */
  public record HttpGet(String path) implements Check {}

  /** The service's port accepts connections. */
  public record TcpOpen() implements Check {}

  /** The service's port answers a request with any HTTP status line. */
  public record HttpAlive() implements Check {}

  /** A connection of the pod to one of the message bus' addresses is established. */
  public record BusConnected() implements Check {}

  /** There is no probe. */
  public record None() implements Check {}

  /** No probe, for the reason given. */
  static St2Probe none(String reason) {
    return new St2Probe(new None(), reason, Duration.ZERO, Duration.ZERO, 0);
  }

  static St2Probe of(Check check, String reason, int period, int timeout, int failureThreshold) {
    return new St2Probe(
        check, reason, Duration.ofSeconds(period), Duration.ofSeconds(timeout), failureThreshold);
  }
}
